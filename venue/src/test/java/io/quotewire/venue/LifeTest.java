package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.MarketEvent.Acknowledged;
import io.quotewire.venue.TestVenue.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that a venue ends after a while whatever happens, an hour in the place of Binance's day: none gets so old. */
@Timeout(120)
class LifeTest extends FeedRig {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int CONNECTIONS = 8;
    private static final int LIVES = 10;
    private static final int PAIRS = 50 * CONNECTIONS;

    private final TestVenue venue = binance(PAIRS);
    private final Map<Peer, Long> openedUs = new HashMap<>();
    private final List<Peer> open = new ArrayList<>();
    private int mostOpen;
    private long oldestUs;

    @Test
    void connections_ofAVenueThatEndsThem_areReplacedBeforeItDoes_oneAtATime_forTenLives() {
        List<String> pairs =
                IntStream.range(0, PAIRS).mapToObj(i -> "C" + i + "-USDT").toList();
        FeedHandler feed = start(
                venue,
                "binance",
                config(venue, "127.0.0.1", "binance", pairs).withLife(LIFE).withAudit(Duration.ZERO));
        clock.turnUntil("all connections", STEP, () -> {
            look();
            return open.size() == CONNECTIONS;
        });
        assertThat(venue.handshakes).hasValue(CONNECTIONS);

        for (int life = 1; life <= LIVES; life++) {
            clock.advance(LIFE.multipliedBy(11).dividedBy(12)); // Nobody is due yet.
            long replaced = (long) CONNECTIONS * life;
            step(feed, () -> count(feed, FeedMetric.ROTATIONS) == replaced && open.size() == CONNECTIONS);
        }

        assertThat(mostOpen).as("open at once").isEqualTo(CONNECTIONS + 1);
        assertThat(oldestUs / 1_000_000).as("seconds").isLessThan(LIFE.toSeconds());
        assertThat(count(feed, FeedMetric.RECONNECTS)).isZero();
        assertThat(events).as("nothing is lost").allMatch(Acknowledged.class::isInstance);
    }

    private void step(FeedHandler feed, BooleanSupplier done) {
        for (int steps = 0; !done.getAsBoolean(); steps++) {
            assertThat(steps).as("steps").isLessThan(2_000);
            turn(feed, STEP);
            look();
        }
    }

    /** Plays the venue: greets who comes, answers every request, notices who has gone. */
    private void look() {
        for (Peer peer = venue.peers.poll(); peer != null; peer = venue.peers.poll()) {
            open.add(peer);
            openedUs.put(peer, clock.nowUs());
        }
        for (Peer peer : open) {
            for (String text = peer.texts.poll(); text != null; text = peer.texts.poll()) {
                peer.send("{\"result\":null,\"id\":%s}".formatted(text.replaceAll(".*\"id\":(\\d+).*", "$1")));
            }
            peer.roundTripOrEnd();
        }
        open.removeIf(peer -> {
            if (!peer.isOpen()) {
                oldestUs = Math.max(oldestUs, clock.nowUs() - openedUs.getOrDefault(peer, 0L));
            }
            return !peer.isOpen();
        });
        mostOpen = Math.max(
                mostOpen, open.size()); // Who has gone is none of them: the next one may come in the same turn.
    }
}
