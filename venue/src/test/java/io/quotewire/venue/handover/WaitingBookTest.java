package io.quotewire.venue.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Extent;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.model.book.OrderBook;
import io.quotewire.venue.book.BookOut;
import io.quotewire.venue.book.BookSync;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingBookTest {
    private static final Listing BTC = new Listing("okx", new Instrument("BTC", "USDT"));
    private static final int PRICES = 5;

    private final OrderBook ours = new OrderBook();
    private final List<BookEvent> told = new ArrayList<>();
    private final BookSync sync = new BookSync(false, true, () -> 1, new BookOut() {
        @Override
        public void pass(BookEvent event) {
            told.add(event);
            switch (event) {
                case BookSnapshot state -> ours.replace(state.extent(), state.bids(), state.asks());
                case BookDelta change -> ours.apply(change.bids(), change.asks());
                default -> ours.clear();
            }
        }

        @Override
        public void drop(Drop why) {}
    });

    /** The venue's truth, and two connections that cut it into messages as each likes, one of them behind. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void thread_spunOnByAConnectionThatCutsOtherwise_isTheVenuesBook(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Market market = new Market(random);
        market.move(20);
        sync.on(market.state());
        Stream old = new Stream(market, random);
        market.move(random.nextInt(30));
        WaitingBook waiting = new WaitingBook();
        waiting.offer(market.state());
        Stream fresh = new Stream(market, random);
        boolean joined = false;
        for (int i = 0; i < 400; i++) {
            market.move(random.nextInt(3));
            for (BookMessage message : fresh.read()) {
                if (joined) {
                    sync.on(message);
                } else {
                    waiting.offer(message);
                }
            }
            if (!joined) {
                old.read().forEach(sync::on);
            }
            if (!joined && waiting.continues(sync)) {
                joined = true;
                sync.join();
                waiting.takeAfter(sync.last()).forEach(sync::on);
            }
        }
        fresh.rest().forEach(sync::on);

        assertThat(joined).isTrue();
        assertThat(sync.last()).isEqualTo(market.number);
        assertThat(ours.agreesWith(market.book())).isTrue();
        assertThat(told)
                .filteredOn(BookSnapshot.class::isInstance)
                .as("states told")
                .hasSize(1);
    }

    @Test
    void threadThatIsBehind_doesNotMeet_andOneThatIsAheadDoes() {
        sync.on(message(true, 0, 10));
        WaitingBook waiting = new WaitingBook();
        waiting.offer(message(true, 0, 12));
        assertThat(waiting.continues(sync)).as("11 and 12 are missing").isFalse();
        sync.on(message(false, 11, 13));
        assertThat(waiting.continues(sync))
                .as("it is behind, and will catch up")
                .isTrue();
    }

    @Test
    void moreThanIsKept_givesAllUp_andAStateBeginsAgain() {
        WaitingBook waiting = new WaitingBook();
        waiting.offer(message(true, 0, 1));
        for (int number = 2; number <= WaitingBook.MOST; number++) {
            assertThat(waiting.offer(message(false, number, number))).isTrue();
        }
        assertThat(waiting.offer(message(false, 5_000, 5_000))).isFalse();
        assertThat(waiting.isEmpty()).isTrue();
        waiting.offer(message(true, 0, 5_001));
        assertThat(waiting.isWhole()).isTrue();
    }

    private static BookMessage message(boolean snapshot, long first, long last) {
        return message(snapshot, first, last, Levels.EMPTY);
    }

    private static BookMessage message(boolean snapshot, long first, long last, Levels bids) {
        return new BookMessage(BTC, 1, 2, false, snapshot, first, last, Extent.WHOLE, bids, Levels.EMPTY, null);
    }

    /** Prices 1 to 5, of which one changes at each number. */
    private static final class Market {
        final List<int[]> changes = new ArrayList<>();
        final int[] sizes = new int[PRICES];
        private final SplittableRandom random;
        long number;

        Market(SplittableRandom random) {
            this.random = random;
        }

        void move(int times) {
            for (int i = 0; i < times; i++) {
                int price = random.nextInt(PRICES);
                sizes[price] = random.nextInt(4);
                changes.add(new int[] {price, sizes[price]});
                number++;
            }
        }

        BookMessage state() {
            return message(true, 0, number, levels());
        }

        OrderBook book() {
            OrderBook book = new OrderBook();
            book.replace(Extent.WHOLE, levels(), Levels.EMPTY);
            return book;
        }

        /** The best first. */
        Levels levels() {
            Levels.Builder levels = new Levels.Builder();
            for (int price = PRICES - 1; price >= 0; price--) {
                if (sizes[price] > 0) {
                    levels.add(price + 1, 0, 0);
                    levels.add(sizes[price], 0, 0);
                }
            }
            return levels.toLevels();
        }
    }

    /** One connection: what happens since it began, in messages of one to three numbers, some of them later. */
    private static final class Stream {
        private final Market market;
        private final SplittableRandom random;
        private final Deque<BookMessage> onTheWay = new ArrayDeque<>();
        private long last;

        Stream(Market market, SplittableRandom random) {
            this.market = market;
            this.random = random;
            this.last = market.number;
        }

        List<BookMessage> read() {
            cut();
            List<BookMessage> read = new ArrayList<>();
            while (!onTheWay.isEmpty() && random.nextInt(3) > 0) {
                read.add(onTheWay.remove());
            }
            return read;
        }

        List<BookMessage> rest() {
            cut();
            return List.copyOf(onTheWay);
        }

        private void cut() {
            while (last < market.number) {
                long first = last + 1;
                last = Math.min(market.number, last + random.nextLong(1, 4));
                Levels.Builder changed = new Levels.Builder();
                for (long number = first; number <= last; number++) {
                    int[] change = market.changes.get((int) number - 1);
                    changed.add(change[0] + 1, 0, 0);
                    changed.add(change[1], 0, 0);
                }
                onTheWay.add(message(false, first, last, changed.toLevels()));
            }
        }
    }
}
