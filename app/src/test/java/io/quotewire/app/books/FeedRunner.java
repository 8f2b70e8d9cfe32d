package io.quotewire.app.books;

import io.quotewire.engine.EngineConfig;
import io.quotewire.engine.MarketEngine;
import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Sharding;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * Books as the gateway keeps them: each message through the feed's chain to a shard, and the shard's updates to a second
 * book, as a client keeps one. What the shard asks of the feed is done at once, but for a new state, which no recording has.
 */
final class FeedRunner implements Runner {
    private static final Epoch EPOCH = new Epoch(1_700_000_000_000L);

    /** Behind the last message: until a shard must have given up a book that stays crossed. */
    private static final long PATIENCE_US = 6_000_000;

    @Override
    public Tallies run(Capture capture, List<Told> told) {
        Run run = new Run(capture);
        told.forEach(run::hear);
        run.end();
        return run.tallies;
    }

    /** One replay. */
    private static final class Run implements FedBook.Shard {
        private final Tallies tallies = new Tallies();
        private final Capture capture;
        private final Witness witness;
        private final Chain connection = new Chain(tallies.connection());
        private final Map<String, FedBook> books = new LinkedHashMap<>();
        private final Map<Listing, FedBook> byListing = new HashMap<>();
        private final Queue<FeedCommand> asked = new ArrayDeque<>();
        private final MarketEngine engine = new MarketEngine(
                EngineConfig.DEFAULT, EPOCH, new Sharding(1), index -> this::update, asked::add, index -> {});
        private final Duty shard = engine.shard(0);
        private long generations;
        private long nowUs;

        Run(Capture capture) {
            this.capture = capture;
            this.witness = capture.witness().get();
        }

        void hear(Told fact) {
            nowUs = Math.max(nowUs, fact.step().recvUs());
            switch (fact) {
                case Told.Book book -> {
                    FedBook fed = books.computeIfAbsent(book.symbol(), symbol -> open(book));
                    fed.hear(book);
                }
                case Told.Place place -> {
                    if (!connection.place(place.number())) {
                        books.values().forEach(book -> book.lose("the connection's numbers have a hole", nowUs));
                    }
                }
            }
        }

        void end() {
            turn(nowUs + PATIENCE_US);
            answerWhatIsAsked();
            books.values().forEach(FedBook::end);
        }

        @Override
        public void offer(MarketEvent event) {
            if (!engine.offer(event)) {
                throw new AssertionError("no room for " + event);
            }
            turn(nowUs);
        }

        @Override
        public void answerWhatIsAsked() {
            for (FeedCommand command = asked.poll(); command != null; command = asked.poll()) {
                switch (command) {
                    case FeedCommand.Resync resync -> book(resync.listing()).lose(resync.why(), nowUs);
                    case FeedCommand.Audit audit -> book(audit.listing()).audit(nowUs);
                    default -> {} // About silence, in which recordings abound: most are of a book alone.
                }
            }
        }

        private void turn(long toUs) {
            int work;
            do {
                work = shard.doWork(toUs);
            } while (work > 0);
        }

        private void update(Update update) {
            Topic topic = update.head().topic();
            if (topic.kind() == Topic.Kind.BOOK && topic.source().equals(capture.venue())) {
                book(new Listing(topic.source(), topic.instrument())).update(update);
            }
        }

        private FedBook open(Told.Book book) {
            LongSupplier next = () -> ++generations;
            Tally tally = tallies.book(book.symbol());
            FedBook fed = new FedBook(book, capture.plan(book.symbol()), next, tally, witness, this);
            byListing.put(book.message().listing(), fed);
            return fed;
        }

        private FedBook book(Listing listing) {
            FedBook book = byListing.get(listing);
            if (book == null) {
                throw new AssertionError("nobody has told of " + listing);
            }
            return book;
        }
    }
}
