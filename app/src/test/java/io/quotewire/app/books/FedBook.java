package io.quotewire.app.books;

import io.quotewire.model.Checksum;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import io.quotewire.model.book.BookSide;
import io.quotewire.model.book.OrderBook;
import io.quotewire.venue.BookPlan;
import io.quotewire.venue.book.BookOut;
import io.quotewire.venue.book.BookSync;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/** One book on its way through {@link BookSync} and a shard, and what a client makes of the updates. */
final class FedBook implements BookOut {
    /** As many levels as the recorded answers of Binance have. */
    private static final int PICTURE = 1_000;

    private final String symbol;
    private final Listing listing;
    private final Tally tally;
    private final Witness witness;
    private final Shard shard;
    private final Chain chain;
    private final BookSync sync;
    private final OrderBook client = new OrderBook();
    private final PlainSide bids = new PlainSide(true);
    private final PlainSide asks = new PlainSide(false);
    private final Queue<Passed> passed = new ArrayDeque<>();
    private Extent extent = Extent.WHOLE;
    private boolean bridging;
    private long state;
    private boolean served;
    private boolean begun;

    /** Where events go. */
    interface Shard {
        /** Gives the shard an event, and waits until it has done all that follows from it. */
        void offer(MarketEvent event);

        void answerWhatIsAsked();
    }

    private record Passed(BookEvent event, long number) {}

    FedBook(Told.Book first, BookPlan plan, LongSupplier generations, Tally tally, Witness witness, Shard shard) {
        this.symbol = first.symbol();
        this.listing = first.message().listing();
        this.tally = tally;
        this.witness = witness;
        this.shard = shard;
        chain = new Chain(tally);
        sync = plan.thread(generations, this);
    }

    void hear(Told.Book book) {
        BookMessage message = counted(book.message());
        if (book.step().isAnswer()) {
            tally.note(Figure.STATE_NUMBER, Long.toString(message.last()));
            state = message.last();
            bridging = true;
            tally.add(Figure.CHAIN_BAD, sync.state(message) ? 0 : 1);
        } else {
            chain.follows(message);
            sync.on(message);
        }
        settle();
    }

    void lose(String why, long nowUs) {
        sync.lose(why, listing, nowUs);
        settle();
    }

    /**
     * Answers for the venue, which was never asked when this was recorded: with what it had told until then, so much of it
     * as it sends at once.
     */
    void audit(long nowUs) {
        sync.expectPicture();
        sync.picture(new BookMessage(
                listing,
                0,
                nowUs,
                false,
                true,
                0,
                sync.last(),
                Extent.PART,
                bids.best(PICTURE),
                asks.best(PICTURE),
                null));
        tally.count(Figure.PICTURES);
        settle();
    }

    @Override
    public void pass(BookEvent event) {
        passed.add(new Passed(event, sync.last()));
    }

    @Override
    public void drop(Drop why) {
        switch (why) {
            case OLD -> tally.count(Figure.DROPPED);
            case STATELESS -> tally.count(Figure.NO_SNAPSHOT);
            case STATE_TOO_OLD, TOO_MANY_WAITING, AUDIT_MISSED -> tally.count(Figure.GIVEN_UP);
        }
    }

    /** Takes in what the shard tells clients. */
    void update(Update update) {
        switch (update) {
            case Update.Book told
            when told.snapshot() -> believe(client.replace(Extent.WHOLE, told.bids(), told.asks()));
            case Update.Book told -> believe(client.apply(told.bids(), told.asks()));
            default -> {}
        }
        boolean lost = update.head().status() == Status.RESYNC;
        if (served && lost) {
            tally.count(Figure.RESYNCS);
        }
        served = !lost;
        begun = true;
    }

    void end() {
        if (!served) {
            return;
        }
        tally.noteBest(client.bids(), client.asks());
        tally.note(Figure.FINAL_LEVELS, bids.levels() + "/" + asks.levels());
        boolean alike = bids.begins(client.bids(), isTold(bids)) && asks.begins(client.asks(), isTold(asks));
        tally.add(Figure.UNLIKE, alike ? 0 : 1);
        witness.ended(symbol, client.bids(), client.asks(), tally);
    }

    private void believe(boolean fits) {
        tally.add(Figure.UNLIKE, fits ? 0 : 1);
        tally.add(Figure.CROSSED, client.isCrossed() ? 1 : 0);
    }

    /** The message with a checksum that counts how it comes out wherever it is asked. */
    private BookMessage counted(BookMessage message) {
        Checksum checksum = message.checksum();
        return checksum == null
                ? message
                : new BookMessage(
                        message.listing(),
                        message.tsUs(),
                        message.recvUs(),
                        message.simulated(),
                        message.snapshot(),
                        message.first(),
                        message.last(),
                        message.extent(),
                        message.bids(),
                        message.asks(),
                        (ofBids, ofAsks) -> tally.adds(checksum, ofBids, ofAsks));
    }

    private void settle() {
        for (Passed one = passed.poll(); one != null; one = passed.poll()) {
            switch (one.event()) {
                case BookSnapshot snapshot -> begin(snapshot);
                case BookDelta delta -> change(delta, one.number());
                case BookLost lost -> {
                    tally.count(Figure.LOST);
                    tally.add(Figure.UNSERVED, begun ? 0 : 1);
                    shard.offer(lost);
                }
                default -> shard.offer(one.event());
            }
            shard.answerWhatIsAsked();
        }
    }

    private void begin(BookSnapshot snapshot) {
        extent = snapshot.extent();
        bids.clear();
        asks.clear();
        apply(snapshot.bids(), snapshot.asks());
        shard.offer(snapshot);
    }

    private void change(BookDelta delta, long number) {
        tally.count(Figure.APPLIED);
        tally.add(Figure.BRIDGES, bridging ? 1 : 0);
        bridging = false;
        apply(delta.bids(), delta.asks());
        shard.offer(delta);
        if (served) {
            witness.applied(symbol, state, number, client.bids(), client.asks(), tally);
        }
    }

    private void apply(Levels changedBids, Levels changedAsks) {
        int most = extent.kind() == Extent.Kind.WINDOW ? extent.levels() : Integer.MAX_VALUE;
        bids.apply(changedBids);
        asks.apply(changedAsks);
        bids.cut(most);
        asks.cut(most);
    }

    /** Whether a client must have been told all levels of a side: not of a part, and not of more than are kept. */
    private boolean isTold(PlainSide side) {
        return extent.kind() != Extent.Kind.PART && side.levels() <= BookSide.MOST;
    }
}
