package io.quotewire.venue.book;

import static io.quotewire.venue.book.Heard.change;
import static io.quotewire.venue.book.Heard.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.model.book.OrderBook;
import io.quotewire.venue.frame.BookMessage;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookSyncTest {
    private final Heard heard = new Heard();
    private long generations;

    @Test
    void stream_beginningWithItsState_isPassedOnInOrder() {
        BookSync sync = inStream();
        sync.on(change(1, 1, "9", "1"));
        sync.on(state(10, "10"));
        sync.on(change(11, 11, "10", "2"));
        sync.on(change(12, 15, "10", "3"));

        assertThat(heard.take())
                .containsExactly("drop STATELESS", "state 1 [10 x 1]", "change 1 [10 x 2]", "change 1 [10 x 3]");
        assertThat(sync.isSynced()).isTrue();
        assertThat(sync.last()).isEqualTo(15);
    }

    /** However many messages come behind it: who asks anew for each of them is banned. */
    @Test
    void hole_beforeAnyNumberOfChanges_isToldOnce() {
        BookSync sync = inStream();
        sync.on(state(10, "10"));
        heard.take();
        sync.on(change(12, 12, "10", "2"));
        sync.on(change(13, 13, "10", "3"));
        sync.on(change(20, 20, "10", "4"));

        assertThat(heard.take())
                .containsExactly(
                        "lost 1: number 12 does not follow 10", "drop STATELESS", "drop STATELESS", "drop STATELESS");
        sync.on(state(30, "11"));
        sync.on(change(31, 31, "11", "2"));
        assertThat(heard.take()).containsExactly("state 2 [11 x 1]", "change 2 [11 x 2]");
    }

    @Test
    void change_toldTwice_isDropped() {
        BookSync sync = inStream();
        sync.on(state(10, "10"));
        sync.on(change(11, 12, "10", "2"));
        heard.take();
        sync.on(change(11, 12, "10", "2"));
        sync.on(change(13, 13, "10", "3"));

        assertThat(heard.take()).containsExactly("drop OLD", "change 1 [10 x 3]");
    }

    /** OKX during maintenance: the number before is right, the number itself is small again. */
    @Test
    void numbers_countedAnewWithTheRightOneBefore_follow() {
        BookSync sync = inStream();
        sync.on(state(10, "10"));
        sync.on(change(11, 15, "10", "2"));
        sync.on(change(16, 3, "10", "3"));
        sync.on(change(4, 5, "10", "4"));
        sync.on(change(6, 5, "10", "4"));

        assertThat(heard.take()).filteredOn(line -> line.startsWith("change")).hasSize(4);
        assertThat(sync.isSynced()).isTrue();
    }

    /** Else what counts anew behind a hole would be taken for old for ever, and the book never be true again. */
    @Test
    void numbers_oldInALongRow_areAHole() {
        BookSync sync = inStream();
        sync.on(state(1_000, "10"));
        for (int i = 1; i <= BookSync.MOST_OLD; i++) {
            sync.on(change(i, i, "10", "2"));
        }
        assertThat(sync.isSynced()).isTrue();
        sync.on(change(50, 50, "10", "2"));

        assertThat(heard.take()).contains("lost 1: number 50 does not follow 1000");
        assertThat(sync.isSynced()).isFalse();
    }

    /** Bybit after a restart; OKX where a client subscribed twice. */
    @Test
    void state_inTheMiddleOfTheStream_beginsANewLife_withoutALoss() {
        BookSync sync = inStream();
        sync.on(state(10, "10"));
        sync.on(state(1, "11"));
        sync.on(change(2, 2, "11", "2"));

        assertThat(heard.take()).containsExactly("state 1 [10 x 1]", "state 2 [11 x 1]", "change 2 [11 x 2]");
    }

    @Test
    void venue_withoutNumbers_isBelieved() {
        BookSync sync = inStream();
        sync.on(state(0, "10"));
        sync.on(change(0, 0, "10", "2"));
        sync.on(change(0, 0, "10", "3"));

        assertThat(heard.take()).containsExactly("state 1 [10 x 1]", "change 1 [10 x 2]", "change 1 [10 x 3]");
    }

    @Test
    void stateOverRest_betweenWaitingChanges_dropsTheOldOnesAndBridges() {
        BookSync sync = overRest();
        sync.on(change(8, 9, "1", "1"));
        sync.on(change(10, 12, "2", "1"));
        sync.on(change(13, 13, "3", "1"));
        assertThat(heard.take()).isEmpty();

        assertThat(sync.state(state(11, "10"))).isTrue();

        assertThat(heard.take())
                .containsExactly("state 1 [10 x 1]", "drop OLD", "change 1 [2 x 1]", "change 1 [3 x 1]");
    }

    @Test
    void stateOverRest_newerThanTheStream_waitsForTheChangeThatBridges() {
        BookSync sync = overRest();
        sync.on(change(8, 9, "1", "1"));
        assertThat(sync.state(state(20, "10"))).isTrue();
        sync.on(change(10, 15, "2", "1"));
        sync.on(change(16, 20, "3", "1"));
        sync.on(change(21, 22, "4", "1"));

        assertThat(heard.take())
                .containsExactly("state 1 [10 x 1]", "drop OLD", "drop OLD", "drop OLD", "change 1 [4 x 1]");
    }

    @Test
    void stateOverRest_thatNoChangeBridges_isLostWithTheFirstOfThem() {
        BookSync sync = overRest();
        assertThat(sync.state(state(20, "10"))).isTrue();
        sync.on(change(22, 23, "4", "1"));

        assertThat(heard.take()).containsExactly("state 1 [10 x 1]", "lost 1: number 22 does not follow 20");
        assertThat(sync.state(state(22, "11"))).isTrue();
        assertThat(heard.take()).containsExactly("state 2 [11 x 1]", "change 2 [4 x 1]");
    }

    @Test
    void stateOverRest_olderThanAllThatWaits_isRefused_andWhatWaitsStays() {
        BookSync sync = overRest();
        sync.on(change(8, 9, "1", "1"));

        assertThat(sync.state(state(6, "10"))).isFalse();
        assertThat(sync.state(state(7, "10"))).isTrue();

        assertThat(heard.take()).containsExactly("drop STATE_TOO_OLD", "state 1 [10 x 1]", "change 1 [1 x 1]");
    }

    @Test
    void waiting_holeOrTooMany_startsOver() {
        BookSync sync = overRest();
        sync.on(change(1, 1, "1", "1"));
        sync.on(change(3, 3, "3", "1"));
        assertThat(sync.state(state(1, "10"))).isFalse();
        heard.take();
        for (int i = 4; i < 4 + BookSync.MOST_WAITING; i++) {
            sync.on(change(i, i, "3", "1"));
        }

        assertThat(heard.take()).containsExactly("drop TOO_MANY_WAITING");
        assertThat(sync.state(state(5, "10"))).isFalse();
        assertThat(sync.state(state(BookSync.MOST_WAITING + 2, "10"))).isTrue();
    }

    @Test
    void lose_onCommand_isToldOnce_andAgainOnlyOfANewLife() {
        BookSync sync = inStream();
        sync.on(state(10, "10"));
        heard.take();
        sync.lose("the checksum", Heard.BTC, 7);
        sync.lose("the checksum", Heard.BTC, 8);

        assertThat(heard.take()).containsExactly("lost 1: the checksum");
    }

    @Test
    void picture_thatTheStreamHasPassed_comesWithWhatChangedSince() {
        BookSync sync = overRest();
        sync.state(state(10, "10"));
        heard.take();
        sync.expectPicture();
        sync.on(change(11, 11, "1", "1"));
        sync.on(change(12, 12, "2", "1"));
        sync.picture(state(11, "9"));

        assertThat(heard.take())
                .containsExactly("change 1 [1 x 1]", "change 1 [2 x 1]", "audit 1 [9 x 1] since [[2 x 1]]");
    }

    @Test
    void picture_aheadOfTheStream_waitsForIt() {
        BookSync sync = overRest();
        sync.state(state(10, "10"));
        heard.take();
        sync.expectPicture();
        sync.picture(state(12, "9"));
        sync.on(change(11, 11, "1", "1"));
        assertThat(heard.take()).containsExactly("change 1 [1 x 1]");
        sync.on(change(12, 13, "2", "1"));

        assertThat(heard.take()).containsExactly("change 1 [2 x 1]", "audit 1 [9 x 1] since [[2 x 1]]");
    }

    @Test
    void picture_fromBeforeItWasAskedFor_orOfALifeThatHasEnded_isMissed() {
        BookSync sync = overRest();
        sync.state(state(10, "10"));
        heard.take();
        sync.expectPicture();
        sync.picture(state(9, "9"));
        assertThat(heard.take()).containsExactly("drop AUDIT_MISSED");
        sync.expectPicture();
        sync.on(change(14, 14, "1", "1"));
        sync.picture(state(14, "9"));

        assertThat(heard.take()).containsExactly("drop AUDIT_MISSED", "lost 1: number 14 does not follow 10");
        sync.picture(state(15, "9"));
        assertThat(heard.take()).isEmpty();
    }

    /** A venue that loses, doubles and delays: whatever is passed on is its book, at the number that is said. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void events_ofAnUnreliableStream_areAlwaysTheVenuesBook(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BookSync sync = overRest();
        OrderBook ours = new OrderBook();
        long[] venue = new long[5];
        long number = 100;
        int followed = 0;
        @Nullable BookMessage state = null;
        for (int i = 0; i < 5_000; i++) {
            long first = number + 1;
            number += random.nextInt(1, 4);
            int price = random.nextInt(venue.length);
            venue[price] = random.nextInt(3);
            if (random.nextInt(40) == 0) {
                state = stateOf(number, venue);
            }
            for (int times = random.nextInt(50) == 0 ? random.nextInt(3) : 1; times > 0; times--) {
                sync.on(change(first, number, "" + (price + 1), "" + venue[price]));
            }
            if (state != null && !sync.isSynced() && random.nextInt(5) == 0) {
                sync.state(state);
            }
            apply(ours);
            if (sync.isSynced() && sync.last() == number) {
                followed++;
                assertThat(ours.bids().best(9)).as("seed %d step %d", seed, i).isEqualTo(picture(venue));
            }
        }
        assertThat(followed).isGreaterThan(1_000);
    }

    private void apply(OrderBook ours) {
        for (BookEvent event : heard.events) {
            switch (event) {
                case BookSnapshot state -> ours.replace(state.extent(), state.bids(), state.asks());
                case BookDelta delta -> ours.apply(delta.bids(), delta.asks());
                case BookLost ignored -> ours.clear();
                default -> throw new AssertionError(event);
            }
        }
        heard.events.clear();
    }

    private static BookMessage stateOf(long last, long[] venue) {
        return new BookMessage(Heard.BTC, 1, 2, false, true, 0, last, Extent.WHOLE, picture(venue), Levels.EMPTY, null);
    }

    private static Levels picture(long[] venue) {
        Levels.Builder builder = new Levels.Builder();
        for (int i = venue.length - 1; i >= 0; i--) {
            if (venue[i] > 0) {
                builder.add(Decimal.parse("" + (i + 1)));
                builder.add(Decimal.parse("" + venue[i]));
            }
        }
        return builder.toLevels();
    }

    private BookSync inStream() {
        return new BookSync(false, true, () -> ++generations, heard);
    }

    private BookSync overRest() {
        return new BookSync(true, true, () -> ++generations, heard);
    }
}
