package io.quotewire.app.command;

import io.quotewire.app.node.Node;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says once that no venue can be reached, and what works without a network. */
final class UnreachableWatch implements Watch {
    private final Node node;
    private final PrintStream err;
    private boolean said;

    UnreachableWatch(Node node, PrintStream err) {
        this.node = node;
        this.err = err;
    }

    @Override
    public @Nullable Ending look() {
        List<SourceReport> sources = node.sources();
        if (!said && !sources.isEmpty() && sources.stream().allMatch(UnreachableWatch::isUnheard)) {
            said = true;
            sources.forEach(report -> err.println(report.source() + " cannot be reached: " + report.why()));
            err.println("trying again and again; without a network there is ./quotewire demo");
        }
        return null;
    }

    private static boolean isUnheard(SourceReport report) {
        return report.state() == State.DEAD && report.lastRecvUs() == 0;
    }
}
