package io.quotewire.app.watch;

import io.quotewire.client.Message;
import io.quotewire.model.Instrument;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is shown: a row for each wanted instrument, in the order in which they were wanted, and the connection.
 *
 * <p><b>Threads:</b> the watching thread's only. Time is an argument.
 */
final class Board {
    private final Map<Instrument, Row> rows = new LinkedHashMap<>();
    private Link link = new Link.Opening();
    private boolean simulated;
    private boolean listed;
    private String note = "";

    /**
     * Rows for these, where there are none yet. Beyond {@link WatchOptions#MOST} there is none for more.
     *
     * <p>From now on it is known what to show.
     */
    void want(Collection<Instrument> instruments) {
        listed = true;
        for (Instrument instrument : instruments) {
            if (rows.size() < WatchOptions.MOST) {
                rows.computeIfAbsent(instrument, Row::of);
            }
        }
    }

    void take(Message.Ticker ticker, long nowUs) {
        simulated |= ticker.head().simulated();
        rows.computeIfPresent(ticker.topic().instrument(), (_, row) -> row.with(ticker, nowUs));
    }

    /** @param refusal null where the gateway accepts the subscription */
    void answered(Instrument instrument, @Nullable String refusal) {
        rows.computeIfPresent(instrument, (_, row) -> row.refused(refusal));
    }

    void link(Link now) {
        link = now;
        simulated |= now instanceof Link.Up up && up.simulated();
    }

    /** One line about what does not go as it should; empty for nothing. */
    void note(String now) {
        note = now;
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }

    Link link() {
        return link;
    }

    boolean isUp() {
        return link instanceof Link.Up;
    }

    /** Once simulated, always: values of then may still be shown. */
    boolean isSimulated() {
        return simulated;
    }

    String note() {
        return note;
    }

    boolean isListed() {
        return listed;
    }

    /** Whether the gateway has said something of each row. */
    boolean isAnswered() {
        return listed && rows.values().stream().allMatch(Row::isAnswered);
    }

    /** Whether each row has a value, or never will. */
    boolean isSettled() {
        return listed && rows.values().stream().allMatch(Row::isSettled);
    }

    /** Whether there is nothing to wait for. */
    boolean isRefused() {
        return !rows.isEmpty() && rows.values().stream().allMatch(row -> row.refusal() != null);
    }
}
