package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Demand;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.BookAudit;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.venue.TestVenue.Peer;
import io.quotewire.venue.adapter.VenueAdapters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A book of Binance's over real sockets: its state from REST, and later the venue's picture of it. */
@Timeout(60)
class BookAuditTest extends FeedRig {
    private static final String DEPTH = "/api/v3/depth";
    private static final Listing C0 = new Listing("binance", Instrument.parse("C0-USDT"));
    /** Keeps the connection from being taken for dead while time flies. */
    private static final String ALIVE = "{\"result\":null,\"id\":99}";

    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final TestVenue venue = binance(1);

    @Test
    void book_isAuditedOncePerPeriod_broughtToTheSamePointAsTheStream() throws Exception {
        FeedHandler feed = synced(PERIOD);
        venue.asked.clear();
        venue.rest.put(DEPTH, path -> state(104));
        Peer peer = venue.peer();
        peer.send(change(101, 101));
        clock.turnUntil("the picture", Duration.ofSeconds(4), () -> {
            peer.send(ALIVE);
            return !venue.asked.isEmpty();
        });
        assertThat(count(feed, FeedMetric.BOOK_AUDITS)).isEqualTo(1);
        peer.send(change(102, 103));
        peer.send(change(104, 106));
        BookAudit audit = next(BookAudit.class);
        assertThat(audit.listing()).isEqualTo(C0);
        assertThat(audit.bids().toString()).isEqualTo("[64000 x 1]");
        assertThat(audit.since())
                .as("104 to 106 has what came behind the picture")
                .hasSize(1);
        assertThat(audit.since()).extracting(BookDelta::generation).containsOnly(audit.generation());
        assertThat(count(feed, FeedMetric.BOOK_AUDITS_MISSED)).isZero();
        clock.advance(PERIOD.dividedBy(2));
        clock.settle();
        assertThat(venue.asked).as("one in a period").hasSize(1);
    }

    @Test
    void audit_thatAShardAsksFor_isDoneForTheBookUnderWayOnly() throws Exception {
        FeedHandler feed = synced(Duration.ZERO);
        venue.asked.clear();
        venue.rest.put(DEPTH, path -> state(100));
        feed.ask(new FeedCommand.Audit(C0, 99, "of another life"));
        feed.ask(new FeedCommand.Audit(C0, 1, "used up"));
        clock.turnUntil("the picture", Duration.ofMillis(200), () -> !venue.asked.isEmpty());
        BookAudit audit = next(BookAudit.class);
        assertThat(audit.since()).isEmpty();
        assertThat(count(feed, FeedMetric.COMMANDS)).isEqualTo(1);
        assertThat(count(feed, FeedMetric.RESUBSCRIPTIONS)).isZero();
        clock.advance(Duration.ofSeconds(5));
        clock.settle();
        assertThat(venue.asked).hasSize(1);
    }

    @Test
    void picture_thatDoesNotCome_orIsOlderThanTheStream_comesToNothing() throws Exception {
        FeedHandler feed = synced(Duration.ZERO);
        venue.rest.put(DEPTH, path -> "");
        feed.ask(new FeedCommand.Audit(C0, 1, "used up"));
        clock.turnUntil("the failure", Duration.ofMillis(200), () -> count(feed, FeedMetric.BOOK_AUDITS_MISSED) == 1);
        venue.rest.put(DEPTH, path -> state(90));
        feed.ask(new FeedCommand.Audit(C0, 1, "used up"));
        clock.turnUntil("the old one", Duration.ofMillis(200), () -> count(feed, FeedMetric.BOOK_AUDITS_MISSED) == 2);
        assertThat(events).noneMatch(BookAudit.class::isInstance);
        assertThat(count(feed, FeedMetric.BOOKS_LOST)).isZero();
    }

    /** A feed whose one book stands at number 100. */
    private FeedHandler synced(Duration period) throws InterruptedException {
        venue.rest.put(DEPTH, path -> state(100));
        FeedHandler feed = begin(
                VenueAdapters.of("binance").orElseThrow(),
                config(venue, "127.0.0.1", "binance", List.of("C0-USDT")).withAudit(period));
        feed.wanted(C0, Demand.Part.BOOK);
        Peer peer = venue.peer();
        clock.turnUntil(
                "the book's channel",
                STEP.multipliedBy(4),
                () -> peer.texts.stream().anyMatch(text -> text.contains("depth")));
        peer.send(change(99, 100));
        clock.turnUntil("the state", STEP, () -> {
            peer.send(ALIVE);
            return events.stream().anyMatch(BookSnapshot.class::isInstance);
        });
        venue.peers.add(peer);
        return feed;
    }

    private <T extends MarketEvent> T next(Class<T> wanted) throws InterruptedException {
        MarketEvent event = events.poll(20, TimeUnit.SECONDS);
        while (event != null && !wanted.isInstance(event)) {
            event = events.poll(20, TimeUnit.SECONDS);
        }
        assertThat(event).as(wanted.getSimpleName()).isNotNull();
        return wanted.cast(event);
    }

    private static String state(long last) {
        return "{\"lastUpdateId\":%d,\"bids\":[[\"64000\",\"1\"]],\"asks\":[[\"64001\",\"1\"]]}".formatted(last);
    }

    private static String change(long first, long last) {
        return "{\"stream\":\"c0usdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1767323045000,\"s\":\"C0USDT\",\"U\":%d,\"u\":%d,\"b\":[[\"64000\",\"1\"]],\"a\":[]}}"
                .formatted(first, last);
    }
}
