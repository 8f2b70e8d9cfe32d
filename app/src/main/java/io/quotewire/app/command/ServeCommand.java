package io.quotewire.app.command;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.ConfigInvalid;
import io.quotewire.app.config.Configuration;
import io.quotewire.app.config.Configuration.FlagValue;
import io.quotewire.app.config.Origin;
import io.quotewire.app.log.Logging;
import io.quotewire.app.node.Node;
import io.quotewire.app.options.VenueOptions;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.model.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the gateway on live venues. */
@Command(
        name = "serve",
        header = "Serve live prices from the venues.",
        footer = {
            "  quotewire serve                                              everything by default",
            "  quotewire serve --venues okx --instruments BTC-USDT,ETH-USDT",
            "  quotewire serve --port 0 --venue-url okx=ws://127.0.0.1:9001/ws/v5/public"
        })
final class ServeCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private final VenueOptions venues = new VenueOptions();

    @Option(names = "--instruments", paramLabel = "A,B", description = "Instruments to subscribe from the start.")
    private @Nullable String instruments;

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws ConfigInvalid, Failure, InterruptedException {
        Configuration configuration = gateway.load(shell, flags());
        AppConfig config = configuration.values();
        Logging.apply(config.log(), shell.err());
        Node node = GatewayOptions.node(config, shell.directory().resolve(config.data()));
        boolean named = !(configuration.origin("instruments") instanceof Origin.BuiltIn);
        List<Instrument> wanted = named ? config.instruments() : List.of();
        Watch unlisted = new UnlistedWatch(node, config.venues().enabled(), wanted, shell.err());
        Watch unreachable = new UnreachableWatch(node, config.venues().enabled(), shell.err());
        return new Foreground(shell).run(node, List.of(unlisted, unreachable)).code();
    }

    private List<FlagValue> flags() throws Failure {
        List<FlagValue> flags = new ArrayList<>(venues.flags());
        if (instruments != null) {
            flags.add(new FlagValue("instruments", "--instruments", instruments));
        }
        return flags;
    }
}
