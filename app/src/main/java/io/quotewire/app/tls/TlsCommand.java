package io.quotewire.app.tls;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.gateway.tls.SelfSigned;
import io.quotewire.store.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Certificates, from the command line. */
@Command(
        name = "tls",
        header = "Make a certificate for trying out.",
        footer = "  quotewire tls self-signed --host localhost,192.0.2.7 --out tls",
        synopsisSubcommandLabel = "COMMAND")
public final class TlsCommand {
    private static final int MOST_DAYS = 3_660;
    private static final int MOST_HOSTS = 100;

    private TlsCommand() {}

    /** The command with the one below it. */
    public static CommandLine line(Shell shell) {
        return new CommandLine(new TlsCommand()).addSubcommand(new SelfSignedCommand(shell));
    }

    @Command(
            name = "self-signed",
            header = "Make a key and a certificate that nobody has issued, for trying out.",
            footer = {
                "  quotewire tls self-signed --host localhost,192.0.2.7 --out tls",
                "  quotewire tls self-signed --host prices.example.com --days 7 --out tls --force"
            })
    private static final class SelfSignedCommand implements Callable<Integer> {
        private final Shell shell;

        @Option(
                names = "--host",
                required = true,
                split = ",",
                paramLabel = "NAME,IP",
                description = "What clients call the gateway: names and addresses.")
        private List<String> hosts = List.of();

        @Option(names = "--days", paramLabel = "N", description = "How long it is valid. Default 90.")
        private int days = 90;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Folder for cert.pem and key.pem, which only you can read.")
        private String out = "";

        @Option(names = "--force", description = "Replace those that are there.")
        private boolean force;

        SelfSignedCommand(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() throws Failure, InterruptedException {
            check();
            Path folder = shell.directory().resolve(out);
            Path certificate = folder.resolve("cert.pem");
            Path key = folder.resolve("key.pem");
            for (Path file : List.of(certificate, key)) {
                if (!force && Files.exists(file)) {
                    throw new Failure(
                            ExitCode.CANNOT_CREATE,
                            file + " is there already\n--force replaces it, --out names another");
                }
            }
            write(folder, certificate, key);
            tell(certificate, key);
            return ExitCode.OK.code();
        }

        private void check() throws Failure {
            if (days < 1 || days > MOST_DAYS) {
                throw new Failure(ExitCode.USAGE, "--days must be 1 to " + MOST_DAYS + ", was " + days);
            }
            if (hosts.size() > MOST_HOSTS) {
                throw new Failure(ExitCode.USAGE, "--host takes at most " + MOST_HOSTS + " names and addresses");
            }
        }

        /** The key last: a gateway that sees the one without the other keeps what it has. */
        private void write(Path folder, Path certificate, Path key) throws Failure, InterruptedException {
            try {
                SelfSigned made = SelfSigned.make(hosts, days);
                PrivateFiles.makeFolder(folder);
                PrivateFiles.write(certificate, made.certificate());
                PrivateFiles.write(key, made.key());
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, "--host: " + e.getMessage());
            } catch (IOException e) {
                throw new Failure(ExitCode.CANNOT_CREATE, "no certificate in " + out + ": " + e.getMessage());
            }
        }

        /** The settings on the data side, so that they can be put behind those that there are. */
        private void tell(Path certificate, Path key) {
            shell.out().println("tls:");
            shell.out()
                    .println("  certificate: \"" + certificate.toAbsolutePath().normalize() + "\"");
            shell.out().println("  key: \"" + key.toAbsolutePath().normalize() + "\"");
            shell.out().flush();
            shell.err()
                    .println("valid for " + days + " days, and for trying out: clients must be told to trust "
                            + certificate + " (--ca-file)");
        }
    }
}
