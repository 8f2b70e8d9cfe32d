package io.quotewire.app.command;

import io.quotewire.app.node.Node;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says once that no venue can be reached, and what works without a network. */
final class UnreachableWatch implements Watch {
    private final Node node;
    private final List<String> venues;
    private final PrintStream err;
    private boolean said;

    /** @param venues without which there is nothing to serve; rates of money alone are no market */
    UnreachableWatch(Node node, List<String> venues, PrintStream err) {
        this.node = node;
        this.venues = List.copyOf(venues);
        this.err = err;
    }

    @Override
    public @Nullable Ending look() {
        List<SourceReport> sources = node.sources().stream()
                .filter(report -> venues.contains(report.source()))
                .toList();
        if (!said && !sources.isEmpty() && sources.stream().allMatch(UnreachableWatch::isUnheard)) {
            said = true;
            sources.forEach(report -> err.println(report.source() + " " + trouble(report)));
            err.println("trying again and again; without a network there is ./quotewire demo");
        }
        return null;
    }

    private static boolean isUnheard(SourceReport report) {
        boolean away = report.state() == State.DEAD || report.state() == State.BANNED;
        return away && report.lastRecvUs() == 0;
    }

    private static String trouble(SourceReport report) {
        Instant until = Instant.ofEpochSecond(Math.ceilDiv(report.bannedUntilUs(), 1_000_000));
        return report.state() == State.BANNED
                ? "has banned us until " + until + "; it is not asked before"
                : "cannot be reached: " + report.why();
    }
}
