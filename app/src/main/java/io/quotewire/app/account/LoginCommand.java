package io.quotewire.app.account;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.tls.CaFile;
import io.quotewire.app.watch.GatewayUrl;
import io.quotewire.store.embedded.PrivateFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gets a key of one's account from a gateway, anywhere, for the other commands. */
@Command(
        name = "login",
        header = "Log in at a gateway with a password, and keep a key of the account in a file for other commands.",
        footer = {
            "  quotewire login ada                                          asks for the password",
            "  quotewire login ada --url https://gateway.example --days 30 --out gateway.key",
            "  quotewire tail ticker:best:BTC-USDT --api-key-file quotewire.key"
        })
public final class LoginCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 3_660;

    private final Shell shell;

    @Parameters(paramLabel = "NAME", description = "Of the account.")
    private String user = "";

    @Option(names = "--url", paramLabel = "URL", description = "The gateway. Default ${DEFAULT-VALUE}.")
    private String url = "http://127.0.0.1:8000";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the key goes, for nobody else to read. Default ${DEFAULT-VALUE}.")
    private Path file = Path.of("quotewire.key");

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How long the key is good, 1 to 3660; 0: as long as the account. Default ${DEFAULT-VALUE}.")
    private int days = 90;

    @Option(
            names = "--key-name",
            paramLabel = "TEXT",
            description = "What the list of keys says of it. Default: ${DEFAULT-VALUE}.")
    private String keyName = "quotewire login";

    @Mixin
    private final CaFile caFile = new CaFile();

    @Option(names = "--allow-plain", description = "Send the password over a network without TLS.")
    private boolean allowPlain;

    public LoginCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        String rest = gateway();
        if (days < 0 || days > MOST_DAYS) {
            throw new Failure(ExitCode.USAGE, "--days must be 0 to " + MOST_DAYS + ", was " + days);
        }
        Path place = shell.directory().resolve(file);
        if (Files.exists(place)) {
            throw new Failure(
                    ExitCode.CANNOT_CREATE,
                    file + " is there already, and may be a key that is in use\n--out names another file");
        }
        SSLContext trust = caFile.context(shell);
        String password = PasswordPrompt.known(shell, user);
        try (GatewayAccounts accounts = new GatewayAccounts(rest, trust)) {
            GatewayAccounts.Key key = key(accounts, accounts.login(user, password), place);
            shell.err()
                    .println(
                            "key " + key.prefix() + "… of " + user + " is in " + file + ": say --api-key-file " + file);
        }
        return ExitCode.OK.code();
    }

    /** The login is for the key alone, and ends whatever becomes of that. */
    private GatewayAccounts.Key key(GatewayAccounts accounts, String token, Path place)
            throws Failure, InterruptedException {
        try {
            return keptKey(accounts, token, place);
        } finally {
            try {
                accounts.logout(token);
            } catch (Failure stays) {
                shell.err().println("the login could not be ended, and is over by itself: " + stays.getMessage());
            }
        }
    }

    /** The file is there before the key is, so that hardly ever one is made that nobody knows. */
    private GatewayAccounts.Key keptKey(GatewayAccounts accounts, String token, Path place)
            throws Failure, InterruptedException {
        try {
            if (!PrivateFiles.make(place)) {
                throw new Failure(ExitCode.CANNOT_CREATE, file + " is there already");
            }
            boolean written = false;
            try {
                GatewayAccounts.Key key = accounts.key(token, keyName, Duration.ofDays(days));
                write(place, key);
                written = true;
                return key;
            } finally {
                if (!written) {
                    Files.deleteIfExists(place);
                }
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.CANNOT_CREATE, file + " cannot be written: " + e);
        }
    }

    private void write(Path place, GatewayAccounts.Key key) throws Failure {
        try {
            PrivateFiles.write(place, key.text() + "\n");
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.CANNOT_CREATE,
                    "%s cannot be written: %s\nkey qw_%s… of %s is made, and nobody has it: quotewire key revoke ends it"
                            .formatted(file, e, key.prefix(), user));
        }
    }

    private String gateway() throws Failure {
        String rest;
        try {
            rest = GatewayUrl.parse(url).rest();
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--url: " + e.getMessage());
        }
        if (rest.startsWith("http://")
                && !allowPlain
                && !isHere(URI.create(rest).getHost())) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--url: a password goes over a network with TLS, https://…, or by --allow-plain, was " + url);
        }
        return rest;
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
