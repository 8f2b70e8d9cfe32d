package io.quotewire.venue.book;

import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.venue.book.BookOut.Drop;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The chain of one book's messages on one connection.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public final class BookSync {
    /** Most changes that wait for a state. Binance sends ten a second: more than a minute's worth. */
    public static final int MOST_WAITING = 1_000;

    /** So many old numbers in a row, and the venue is not repeating itself but counting anew, behind a hole. */
    static final int MOST_OLD = 20;

    /** Likewise from a connection that is new, and may be behind the one before it by seconds. */
    static final int MOST_BEHIND = 200;

    private final boolean stateOverRest;
    private final boolean linked;
    private final boolean whole;
    private final LongSupplier generations;
    private final BookOut out;
    private final List<BookMessage> waiting = new ArrayList<>();
    private final BookAuditing audit;
    private boolean synced;
    private int oldInARow;

    /** Whether the next change may reach back before {@link #last}. */
    private boolean bridging;

    /** Whether it may since it comes from another connection, which need not cut its messages at the same numbers. */
    private boolean joining;

    private long generation;
    private long last;

    /**
     * @param stateOverRest whether the state is told by {@link #state} alone; else it comes with the messages
     * @param linked whether each message tells by a number, its own or its frame's, that it follows the one before
     * @param generations gives the number of each new life; greater each time, also over other connections
     */
    public BookSync(boolean stateOverRest, boolean linked, LongSupplier generations, BookOut out) {
        this(stateOverRest, linked, false, generations, out);
    }

    private BookSync(boolean stateOverRest, boolean linked, boolean whole, LongSupplier generations, BookOut out) {
        this.stateOverRest = stateOverRest;
        this.linked = linked;
        this.whole = whole;
        this.generations = generations;
        this.out = out;
        this.audit = new BookAuditing(out);
    }

    /**
     * The chain of a book each of whose messages is its whole state. One takes the place of the other within one life, and
     * needs none before it; one whose number is not greater says nothing new.
     */
    public static BookSync ofStates(LongSupplier generations, BookOut out) {
        return new BookSync(false, false, true, generations, out);
    }

    /** Whether what was passed on is the book's true state, as far as the feed can tell. */
    public boolean isSynced() {
        return synced;
    }

    /** The life under way, or the last one; 0 before the first. */
    public long generation() {
        return generation;
    }

    /** Number of the last change that was passed on; 0 where the venue numbers none. */
    public long last() {
        return last;
    }

    /** From now on the messages come from another connection. A picture that was asked for by the old one will not come. */
    public void join() {
        audit.cancel();
        joining = true;
        oldInARow = 0;
    }

    /** Takes a message of the stream. */
    public void on(BookMessage message) {
        if (message.snapshot() && whole && synced && message.last() > 0 && passesOver(message)) {
            out.drop(Drop.OLD);
        } else if (message.snapshot()) {
            begin(message, false);
        } else if (!synced) {
            await(message);
        } else if (follows(message)) {
            change(message);
        } else if (passesOver(message)) {
            out.drop(Drop.OLD);
        } else {
            lose("number %d does not follow %d".formatted(message.first(), last), message);
            await(message);
        }
    }

    /**
     * Takes a state that was asked for.
     *
     * @return false if it is too old to be of use: a newer one is needed
     */
    public boolean state(BookMessage state) {
        if (synced) {
            out.drop(Drop.OLD); // The stream was quicker.
            return true;
        }
        if (!waiting.isEmpty() && waiting.getFirst().first() > state.last() + 1) {
            out.drop(Drop.STATE_TOO_OLD);
            return false;
        }
        List<BookMessage> since = List.copyOf(waiting);
        begin(state, true);
        since.forEach(this::on);
        return true;
    }

    /** The state is not to be believed any more: a command, a hole in the connection's own numbers. Says so once. */
    public void lose(String why, BookMessage cause) {
        lose(why, cause.listing(), cause.recvUs());
    }

    /** Likewise, where no message was the cause. */
    public void lose(String why, Listing listing, long nowUs) {
        if (synced) {
            synced = false;
            audit.cancel();
            out.pass(new BookLost(listing, nowUs, generation, why));
        }
        waiting.clear();
    }

    /** A picture of the book will be asked for: from now on what changes is kept, to bring it to the same point. */
    public void expectPicture() {
        if (synced) {
            audit.begin(generation, last);
        }
    }

    /** Takes the picture; compared as soon as the stream has reached it. */
    public void picture(BookMessage picture) {
        audit.picture(picture, last);
    }

    /** The picture will not come. */
    public void noPicture() {
        audit.cancel();
    }

    /** Whether it tells what was told before, and is dropped: not if too many in a row do, which are something else. */
    private boolean passesOver(BookMessage message) {
        return message.last() <= last && (bridging || ++oldInARow <= (joining ? MOST_BEHIND : MOST_OLD));
    }

    private boolean follows(BookMessage message) {
        if (message.last() == 0) {
            return true;
        }
        boolean mayReachBack = bridging || joining;
        return message.first() == last + 1 || (mayReachBack && message.first() <= last + 1 && message.last() > last);
    }

    private void begin(BookMessage state, boolean fromElsewhere) {
        waiting.clear();
        oldInARow = 0;
        audit.cancel();
        generation = whole && synced ? generation : generations.getAsLong();
        synced = true;
        bridging = fromElsewhere;
        joining = false;
        last = state.last();
        out.pass(new BookSnapshot(
                state.listing(),
                state.tsUs(),
                state.recvUs(),
                state.simulated(),
                generation,
                state.extent(),
                state.bids(),
                state.asks(),
                state.checksum()));
    }

    private void change(BookMessage message) {
        bridging = false;
        joining = false;
        oldInARow = 0;
        last = message.last();
        BookDelta delta = new BookDelta(
                message.listing(),
                message.tsUs(),
                message.recvUs(),
                message.simulated(),
                generation,
                linked,
                message.bids(),
                message.asks(),
                message.checksum());
        out.pass(delta);
        audit.changed(message, delta);
    }

    private void await(BookMessage message) {
        if (!stateOverRest) {
            out.drop(Drop.STATELESS);
            return;
        }
        if (!waiting.isEmpty() && message.last() <= waiting.getLast().last() && ++oldInARow <= MOST_OLD) {
            out.drop(Drop.OLD);
            return;
        }
        oldInARow = 0;
        boolean linked = waiting.isEmpty() || waiting.getLast().last() + 1 == message.first();
        if (!linked || waiting.size() >= MOST_WAITING) {
            out.drop(linked ? Drop.TOO_MANY_WAITING : Drop.STATELESS);
            waiting.clear();
        }
        waiting.add(message);
    }
}
