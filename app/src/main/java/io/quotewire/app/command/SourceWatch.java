package io.quotewire.app.command;

import io.quotewire.app.node.Node;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says a line each time that a source fares otherwise than before. */
final class SourceWatch implements Watch {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Node node;
    private final PrintStream err;
    private final Map<String, State> seen = new HashMap<>();

    SourceWatch(Node node, PrintStream err) {
        this.node = node;
        this.err = err;
    }

    @Override
    public @Nullable Ending look() {
        for (SourceReport report : node.sources()) {
            State before = seen.put(report.source(), report.state());
            if (before != report.state() && (before != null || report.state() != State.CONNECTING)) {
                err.println(line(report, LocalTime.now(ZoneId.systemDefault())));
            }
        }
        return null;
    }

    static String line(SourceReport report, LocalTime now) {
        boolean fares = report.state() == State.LIVE || report.why() == null;
        return TIME.format(now) + " " + report.source() + " " + report.state().text()
                + (fares ? "" : ": " + report.why());
    }
}
