package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Channel;
import io.quotewire.model.Demand;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.book.BookSync;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A book whose state comes over REST: late, too old, or not at all. Nothing of it is told before it is whole. */
@Timeout(60)
class BookStateTest extends FeedRig {
    private static final String DEPTH = "/api/v3/depth";
    private static final Listing C0 = new Listing("binance", Instrument.parse("C0-USDT"));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestVenue stream = binance(1);

    /** A server of its own, which may hang without the stream's hanging with it. */
    private final TestVenue states = binance(1);

    @Test
    void state_thatIsTwentySecondsLate_isAskedForOnce_andWhatWaitedFollowsIt() throws Exception {
        CompletableFuture<String> late = hanging();
        FeedHandler feed = follow();
        Peer peer = begun();
        asked(1);
        for (long number = 101; number <= 120; number++) {
            peer.send(change(number));
            peer.roundTrip();
            turn(feed, SECOND);
        }
        assertThat(states.asked).hasSize(1);
        assertThat(events).noneMatch(BookEvent.class::isInstance);

        late.complete(state(117));
        assertThat(bookEvent()).isInstanceOf(BookSnapshot.class);
        for (long number = 118; number <= 120; number++) {
            assertThat(((BookDelta) bookEvent()).bids().toString()).isEqualTo("[%d x 1]".formatted(number));
        }
        assertThat(count(feed, FeedMetric.BOOK_STATE_FAILURES)).isZero();
    }

    @Test
    void changes_thatWaitForAStateTooLong_areGivenUp_andAnotherStateIsAskedFor() throws Exception {
        CompletableFuture<String> late = hanging();
        FeedHandler feed = follow();
        Peer peer = begun();
        asked(1);
        long last = 100 + BookSync.MOST_WAITING;
        for (long number = 101; number <= last; number++) {
            peer.send(change(number));
        }
        peer.roundTrip();
        assertThat(count(feed, FeedMetric.BOOKS_STATELESS))
                .as("all that waited, at once")
                .isEqualTo(1);

        states.rest.put(DEPTH, path -> state(last));
        late.complete(state(last - 2));
        clock.until("the answer", () -> count(feed, FeedMetric.BOOK_STATES_OLD) == 1);
        assertThat(count(feed, FeedMetric.BOOK_STATE_FAILURES)).isEqualTo(1);
        assertThat(events).noneMatch(BookEvent.class::isInstance);
        asked(2);
        assertThat(bookEvent()).isInstanceOf(BookSnapshot.class);
    }

    @Test
    void state_thatIsRefused_isAskedForEverLater_andTheBookIsToldOnlyWhenItHasCome() throws Exception {
        states.rest.put(DEPTH, path -> "");
        FeedHandler feed = follow();
        Peer peer = begun();
        asked(1);
        List<Integer> waits = new ArrayList<>();
        int waited = 0;
        for (long number = 101; number <= 700; number++) {
            clock.until(
                    "an answer",
                    () -> count(feed, FeedMetric.BOOK_STATE_FAILURES) == count(feed, FeedMetric.BOOK_STATES_ASKED));
            peer.send(change(number));
            peer.roundTrip();
            turn(feed, SECOND);
            waited++;
            if (count(feed, FeedMetric.BOOK_STATES_ASKED) > waits.size() + 1) {
                waits.add(waited);
                waited = 0;
            }
        }
        assertThat(waits.getFirst()).as("seconds, of %s", waits).isLessThanOrEqualTo(2);
        assertThat(waits).as("seconds").allMatch(one -> one <= 61).anyMatch(one -> one > 16);
        assertThat(waits).as("in ten minutes").hasSizeLessThan(40);
        assertThat(events).noneMatch(BookEvent.class::isInstance);

        states.rest.put(DEPTH, path -> state(700));
        clock.turnUntil("the state", SECOND, () -> {
            peer.ping();
            return events.stream().anyMatch(BookSnapshot.class::isInstance);
        });
        assertThat(count(feed, FeedMetric.BOOK_STATE_FAILURES)).isEqualTo(waits.size() + 1L);
    }

    /** The changes' channel is begun anew, which brings no state: that is not waited for. */
    @Test
    void book_whoseChannelIsBegunAnew_isAskedForAsSoonAsThatFlows() throws Exception {
        states.rest.put(DEPTH, path -> state(100));
        FeedHandler feed = follow();
        Peer peer = begun();
        asked(1);
        assertThat(bookEvent()).isInstanceOf(BookSnapshot.class);
        feed.ask(new FeedCommand.Resubscribe(C0, Channel.BOOK, "mute"));
        assertThat(bookEvent()).isInstanceOf(BookLost.class);
        peer.texts.clear();
        clock.turnUntil(
                "the channel anew",
                Duration.ofMillis(400),
                () -> peer.texts.stream().anyMatch(text -> text.contains("\"SUBSCRIBE\"")));
        peer.send("{\"result\":null,\"id\":%s}"
                .formatted(peer.texts.stream()
                        .filter(text -> text.contains("\"SUBSCRIBE\""))
                        .findFirst()
                        .orElseThrow()
                        .replaceAll(".*\"id\":(\\d+).*", "$1")));
        asked(2);

        assertThat(count(feed, FeedMetric.BOOK_STATE_FAILURES)).isZero();
        assertThat(bookEvent()).isInstanceOf(BookSnapshot.class);
    }

    /** The next state hangs until this is completed, at the latest when the test is over. */
    private CompletableFuture<String> hanging() {
        CompletableFuture<String> late = new CompletableFuture<>();
        states.rest.put(DEPTH, path -> late.join());
        keep(() -> late.complete(""));
        return late;
    }

    private FeedHandler follow() {
        FeedConfig usual = config(stream, "127.0.0.1", "binance", List.of("C0-USDT"));
        URI rest = URI.create("http://" + states.url("127.0.0.1").getAuthority());
        FeedHandler feed = begin(
                VenueAdapters.of("binance").orElseThrow(),
                usual.withUrls(usual.wsUrl(), rest).withAudit(Duration.ZERO));
        feed.wanted(C0, Demand.Part.BOOK);
        return feed;
    }

    /** The stream has begun, with number 100. */
    private Peer begun() throws InterruptedException {
        Peer peer = stream.peer();
        clock.turnUntil(
                "the book's channel",
                STEP.multipliedBy(4),
                () -> peer.texts.stream().anyMatch(text -> text.contains("depth")));
        peer.send(change(100));
        peer.roundTrip();
        return peer;
    }

    private void asked(int times) {
        clock.turnUntil("state number " + times, STEP, () -> states.asked.size() == times);
    }

    private BookEvent bookEvent() throws InterruptedException {
        MarketEvent event = events.poll(20, TimeUnit.SECONDS);
        while (event != null && !(event instanceof BookEvent)) {
            event = events.poll(20, TimeUnit.SECONDS);
        }
        if (event == null) {
            throw new AssertionError("nothing of a book came");
        }
        return (BookEvent) event;
    }

    private static String state(long last) {
        return "{\"lastUpdateId\":%d,\"bids\":[[\"64000\",\"1\"]],\"asks\":[[\"64001\",\"1\"]]}".formatted(last);
    }

    private static String change(long number) {
        return "{\"stream\":\"c0usdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1767323045000,\"s\":\"C0USDT\",\"U\":%d,\"u\":%d,\"b\":[[\"%d\",\"1\"]],\"a\":[]}}"
                .formatted(number, number, number);
    }
}
