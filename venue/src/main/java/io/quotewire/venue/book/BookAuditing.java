package io.quotewire.venue.book;

import io.quotewire.model.MarketEvent.BookAudit;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.venue.book.BookOut.Drop;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One audit of a book: keeps what changes from before the venue's picture was asked for until the stream has reached it.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class BookAuditing {
    /** Changes kept, at most; an audit that takes longer comes to nothing. */
    static final int MOST = 1_000;

    private final BookOut out;
    private final List<Kept> kept = new ArrayList<>();
    private boolean running;
    private long generation;
    private long begunAt;
    private @Nullable BookMessage picture;

    BookAuditing(BookOut out) {
        this.out = out;
    }

    private record Kept(BookMessage message, BookDelta delta) {}

    void begin(long ofGeneration, long at) {
        cancel();
        running = true;
        generation = ofGeneration;
        begunAt = at;
    }

    void cancel() {
        if (running) {
            out.drop(Drop.AUDIT_MISSED);
        }
        end();
    }

    void changed(BookMessage message, BookDelta delta) {
        if (!running) {
            return;
        }
        kept.add(new Kept(message, delta));
        if (kept.size() > MOST) {
            cancel();
        } else if (picture != null) {
            compare(picture, message.last());
        }
    }

    void picture(BookMessage fresh, long last) {
        if (!running) {
            return;
        }
        if (fresh.last() < begunAt) {
            cancel();
            return;
        }
        picture = fresh;
        compare(fresh, last);
    }

    private void compare(BookMessage fresh, long last) {
        if (last < fresh.last()) {
            return; // The stream is behind; its next changes will tell.
        }
        List<BookDelta> since = kept.stream()
                .filter(one -> one.message().last() > fresh.last())
                .map(Kept::delta)
                .toList();
        end();
        out.pass(new BookAudit(
                fresh.listing(),
                fresh.recvUs(),
                fresh.simulated(),
                generation,
                fresh.extent(),
                fresh.bids(),
                fresh.asks(),
                since));
    }

    private void end() {
        running = false;
        picture = null;
        kept.clear();
    }
}
