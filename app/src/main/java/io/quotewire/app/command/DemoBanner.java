package io.quotewire.app.command;

import io.quotewire.app.node.Node;
import io.quotewire.app.node.Version;
import io.quotewire.lab.simulate.Simulator;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Greets a newcomer: where everything is, and once it runs, what to try. */
final class DemoBanner implements Watch {
    private static final int DEFAULT_PORT = 8_000;

    /** Ten a second. */
    private static final int MOST_LOOKS = 300;

    private final Node node;
    private final Simulator simulator;
    private final long seed;
    private final boolean exit;
    private final PrintStream err;
    private Stage stage = Stage.SILENT;
    private int looks;

    /** How far it is. */
    private enum Stage {
        SILENT,
        GREETED,
        READY,
        DONE
    }

    /** @param exit whether being ready is all that was wanted */
    DemoBanner(Node node, Simulator simulator, long seed, boolean exit, PrintStream err) {
        this.node = node;
        this.simulator = simulator;
        this.seed = seed;
        this.exit = exit;
        this.err = err;
    }

    @Override
    public @Nullable Ending look() {
        switch (stage) {
            case SILENT -> {
                greet();
                stage = Stage.GREETED;
            }
            case GREETED -> {
                looks++;
                if (exit && looks > MOST_LOOKS) {
                    err.println("not ready after half a minute");
                    return new Ending.Failed();
                }
                stage = node.ready() ? Stage.READY : stage; // Which is said before what to try.
            }
            case READY -> {
                suggest();
                stage = Stage.DONE;
            }
            case DONE -> {
                return exit ? new Ending.Done() : null;
            }
        }
        return null;
    }

    private void greet() {
        err.printf(
                "quotewire %s DEMO: simulated exchanges %s · %d instruments · seed %d · nothing here is a real price%n",
                Version.read().number(),
                String.join(", ", simulator.venues()),
                simulator.instruments().size(),
                seed);
        String at = "127.0.0.1:" + port();
        err.println("  Page        http://" + at);
        err.println("  WebSocket   ws://" + at + "/v1/ws");
        err.println("  Tickers     http://" + at + "/v1/tickers");
        err.println("  Sources     http://" + at + "/v1/sources");
    }

    private void suggest() {
        String url = port() == DEFAULT_PORT ? "" : " --url http://127.0.0.1:" + port();
        String first = simulator.venues().getFirst();
        err.println("Try next, in a second terminal; Ctrl-C ends the demo:");
        err.println("  ./quotewire watch" + url);
        err.println("  ./quotewire demo fault " + first + " kill" + url);
        err.println("  curl -s http://127.0.0.1:" + port() + "/v1/last/ticker:best:BTC-USDT");
    }

    private int port() {
        return node.addresses().getFirst().getPort();
    }
}
