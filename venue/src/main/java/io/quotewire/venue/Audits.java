package io.quotewire.venue;

import java.util.List;

/**
 * Has one book of the venue, another one each time, held against the venue's own picture of it, so that a book that went
 * wrong unnoticed does not stay so.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Audits {
    private final FeedParts parts;
    private final List<Connection> connections;
    private final long periodUs;
    private long dueUs;

    /** @param connections those there are, as they come and go */
    Audits(FeedParts parts, List<Connection> connections) {
        this.parts = parts;
        this.connections = connections;
        this.periodUs = parts.config().audit().toNanos() / 1_000;
    }

    /** Picks a book when it is time. The first time is somewhere within the period, not at the start of all feeds. */
    void tick(long nowUs) {
        if (periodUs == 0) {
            return;
        }
        if (dueUs == 0) {
            dueUs = nowUs + parts.random().nextLong(periodUs);
        } else if (nowUs >= dueUs) {
            dueUs = nowUs + periodUs;
            pick();
        }
    }

    private void pick() {
        long books = connections.stream()
                .mapToLong(one -> one.books().auditable().size())
                .sum();
        if (books == 0) {
            return;
        }
        long left = parts.random().nextLong(books);
        for (Connection connection : connections) {
            ConnectionBooks here = connection.books();
            int count = here.auditable().size();
            if (left < count) {
                here.audit(here.auditable().get((int) left));
                return;
            }
            left -= count;
        }
    }
}
