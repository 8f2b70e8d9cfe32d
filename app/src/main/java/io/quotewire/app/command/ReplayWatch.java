package io.quotewire.app.command;

import io.quotewire.app.node.Node;
import io.quotewire.lab.replay.Progress;
import io.quotewire.lab.replay.Replayer;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a replay has been played to its end.
 *
 * <p>Played means handed to the network; the node has taken it in when nothing more has arrived for some looks.
 */
final class ReplayWatch implements Watch {
    /** The node's word on what arrived is up to a second old. */
    private static final int QUIET_LOOKS = 15;

    private final Replayer replayer;
    private final Node node;
    private final boolean exit;
    private final PrintStream err;
    private long receivedUs;
    private int quiet;
    private boolean said;

    /** @param exit whether that is the end of the node too */
    ReplayWatch(Replayer replayer, Node node, boolean exit, PrintStream err) {
        this.replayer = replayer;
        this.node = node;
        this.exit = exit;
        this.err = err;
    }

    @Override
    public @Nullable Ending look() {
        if (said || !replayer.finished().isDone()) {
            return null;
        }
        long lastUs = node.lastReceivedUs();
        quiet = lastUs == receivedUs ? quiet + 1 : 0;
        receivedUs = lastUs;
        if (quiet < QUIET_LOOKS) {
            return null;
        }
        said = true;
        err.println(summary());
        return exit ? ending(replayer.finished()) : null;
    }

    /** A script must be able to tell a replay that broke off from one that was played to its end. */
    static Ending ending(CompletableFuture<?> finished) {
        return finished.isCompletedExceptionally() ? new Ending.Failed() : new Ending.Done();
    }

    private String summary() {
        List<Progress> venues = replayer.progress();
        long sent = venues.stream().mapToLong(Progress::sent).sum();
        long frames = venues.stream().mapToLong(Progress::frames).sum();
        String what = replayer.finished().isCompletedExceptionally() ? "replay failed" : "replay finished";
        return what + ": " + sent + " of " + frames + " messages of " + venues.size() + " venues; "
                + (exit ? "ending" : "values turn stale");
    }
}
