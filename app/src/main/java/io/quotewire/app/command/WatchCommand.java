package io.quotewire.app.command;

import io.quotewire.app.account.KeyFileOption;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.shell.Signals;
import io.quotewire.app.text.DurationText;
import io.quotewire.app.tls.CaFile;
import io.quotewire.app.watch.GatewayUrl;
import io.quotewire.app.watch.Outcome;
import io.quotewire.app.watch.WatchOptions;
import io.quotewire.app.watch.Watcher;
import io.quotewire.model.Instrument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a gateway's prices as a table. */
@Command(
        name = "watch",
        header = "Show prices as a table that follows them; q quits, ? shows the keys.",
        footer = {
            "  quotewire watch                                  whatever the gateway on this machine has",
            "  quotewire watch btc-usdt eth-usdt --url http://gateway.example:8000",
            "  quotewire watch BTC-USDT --once --json | jq -r '.rows[0].last'"
        })
final class WatchCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "0..*",
            paramLabel = "INSTRUMENT",
            description = "BASE-QUOTE, such as BTC-USDT. Default: the first 200 that the gateway has.")
    private List<String> names = List.of();

    @Option(names = "--url", paramLabel = "URL", description = "The gateway. Default ${DEFAULT-VALUE}.")
    private String url = "ws://127.0.0.1:8000/v1/ws";

    @Option(names = "--once", description = "Print the table once and end.")
    private boolean once;

    @Option(names = "--json", description = "With --once: print one JSON object.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for the first values, such as 500ms or 5s. Default ${DEFAULT-VALUE}.")
    private String timeout = "5s";

    @Option(names = "--no-color", description = "No colours; the variables NO_COLOR and FORCE_COLOR are obeyed too.")
    private boolean noColor;

    @Mixin
    private final KeyFileOption key = new KeyFileOption();

    @Mixin
    private final CaFile caFile = new CaFile();

    WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        Watcher watcher = new Watcher(options(), shell.variables(), shell.out(), shell.err());
        shell.signals().handle(signal -> watcher.end(outcome(signal)));
        return code(watcher.run()).code();
    }

    private WatchOptions options() throws Failure {
        if (json && !once) {
            throw new Failure(ExitCode.USAGE, "--json needs --once; for a stream of JSON there is quotewire tail");
        }
        WatchOptions.Form form =
                json ? WatchOptions.Form.ONCE_JSON : once ? WatchOptions.Form.ONCE : WatchOptions.Form.LIVE;
        GatewayUrl gateway = gateway();
        List<Instrument> instruments = instruments();
        Duration patience = patience();
        SSLContext trust = caFile.context(shell);
        try {
            return new WatchOptions(gateway, instruments, form, patience, noColor, trust, key.read(shell));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()).replace("timeout", "--timeout"));
        }
    }

    private GatewayUrl gateway() throws Failure {
        try {
            return GatewayUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--url: " + e.getMessage());
        }
    }

    /** In the spellings that can only mean one thing: {@code btc-usdt}, {@code BTC/USDT}, {@code btc_usdt}. */
    private List<Instrument> instruments() throws Failure {
        List<Instrument> instruments = new ArrayList<>();
        for (String name : names) {
            try {
                instruments.add(Instrument.parse(
                        name.toUpperCase(Locale.ROOT).replace('/', '-').replace('_', '-')));
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, name + ": an instrument is BASE-QUOTE, such as BTC-USDT");
            }
        }
        return instruments;
    }

    private Duration patience() throws Failure {
        try {
            return DurationText.read(timeout);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--timeout must be a time such as 500ms or 5s, was " + timeout);
        }
    }

    private static Outcome outcome(Signals.Signal signal) {
        return switch (signal) {
            case INT -> Outcome.INTERRUPTED;
            case HUP, TERM -> Outcome.TERMINATED;
        };
    }

    private static ExitCode code(Outcome outcome) {
        return switch (outcome) {
            case DONE -> ExitCode.OK;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case TERMINATED -> ExitCode.TERMINATED;
            case NO_CONNECTION -> ExitCode.NO_CONNECTION;
            case NOT_FOUND -> ExitCode.NOT_FOUND;
        };
    }
}
