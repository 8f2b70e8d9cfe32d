package io.quotewire.app.command;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.config.Configuration.FlagValue;
import io.quotewire.app.node.Node;
import io.quotewire.app.node.Wiring;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.store.StoreUnavailable;
import io.quotewire.store.history.HistoryUnavailable;
import io.quotewire.venue.limit.Ledgers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that starts a gateway, and the settings that they make. */
final class GatewayOptions {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings; else ./quotewire.yaml, where it exists.")
    private @Nullable Path file;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0 takes a free one. Default 8000.")
    private @Nullable String port;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Address to listen on. Default 127.0.0.1.")
    private @Nullable String bind;

    @Option(
            names = "--quote",
            paramLabel = "A,B",
            description = "Currencies to convert all instruments to from the start, such as CAD. Others on demand.")
    private @Nullable String quote;

    @Option(names = "--allow-plain", description = "Let other machines connect without TLS.")
    private boolean allowPlain;

    /** The file that was named; null for none. */
    @Nullable
    Path file() {
        return file;
    }

    /** The settings with these flags, and then {@code more}, on top. */
    Configuration load(Shell shell, List<FlagValue> more) throws ConfigInvalid, Failure {
        List<FlagValue> flags = new ArrayList<>(more);
        if (allowPlain) {
            flags.add(new FlagValue("allow-plain", "--allow-plain", "true"));
        }
        if (quote != null) {
            flags.add(new FlagValue("convert.quotes", "--quote", quote));
        }
        Configuration before = load(shell, file, flags);
        if (port == null && bind == null) {
            return before;
        }
        String address = address(before.values().listen().getFirst());
        flags.add(new FlagValue("listen", bind == null ? "--port" : "--bind", address));
        return load(shell, file, flags);
    }

    static Configuration load(Shell shell, @Nullable Path file, List<FlagValue> flags) throws ConfigInvalid {
        return Configuration.load(new Configuration.Sources(file, shell.directory(), shell.variables(), flags));
    }

    /** A node of live venues that does not run yet; what must survive it is kept in {@code data}. */
    static Node node(AppConfig config, Path data) throws Failure {
        try {
            return Wiring.node(config, data);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
        } catch (StoreUnavailable | HistoryUnavailable e) {
            throw new Failure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (Ledgers.InUse e) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    "the data folder " + data + " is in use by another gateway\n--data names another folder");
        } catch (IOException e) {
            String why = e.getClass().getSimpleName() + " " + e.getMessage();
            throw new Failure(
                    ExitCode.CANNOT_CREATE,
                    "the data folder " + data + " cannot be written: " + why + "\n--data names another folder");
        }
    }

    /** A node that does not run yet, of venues that are a replayer's. */
    static Node simulated(AppConfig config) throws Failure {
        try {
            return Wiring.simulated(config);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    private String address(ListenAddress before) throws Failure {
        String host = bind == null ? before.host() : bind;
        if (!isLiteral(host)) {
            throw new Failure(ExitCode.USAGE, "--bind must be an address such as 127.0.0.1 or ::1, was " + host);
        }
        return new ListenAddress(host, port == null ? before.port() : portNumber(port)).toString();
    }

    private static boolean isLiteral(String host) {
        try {
            return host.equals("localhost") || !InetAddress.ofLiteral(host).isMulticastAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static int portNumber(String text) throws Failure {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
            return Integer.parseInt(text);
        }
        throw new Failure(ExitCode.USAGE, "--port must be 0 to 65535, was " + text);
    }
}
