package io.quotewire.app.tls;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.venue.access.Trust;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flag of all commands that go to a gateway, by which they trust one whose certificate nobody known has issued. */
public final class CaFile {
    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates to trust in place of Java's: PEM. For wss:// and https://.")
    private @Nullable Path file;

    /** What trusts these certificates; null where none were named, for those that Java trusts. */
    public @Nullable SSLContext context(Shell shell) throws Failure {
        if (file == null) {
            return null;
        }
        try {
            return Trust.of(shell.directory().resolve(file)).forJdk();
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    "--ca-file: " + String.valueOf(e.getMessage()).replace("trust-store ", ""));
        }
    }
}
