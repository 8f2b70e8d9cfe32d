package io.quotewire.engine;

import io.quotewire.model.Check;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules of the market's state that a deployment may set.
 *
 * @param bestOrder venues that may feed {@code best}, the preferred one first; 1 to 16, each once
 * @param silence how long nobody is thought silent, and how far behind events may be, before values are stale; 100 ms to
 *     1 h
 * @param returnAfter how long a venue that was lost must be healthy before {@code best} goes back to it; 0 to 1 h
 * @param mailbox events that may wait for one shard; 16 to 1,048,576
 * @param listings listings that one shard will know, and for each of which room is reserved in the mailbox; 1 to 100,000
 * @param derived what is made of that which venues say
 */
public record EngineConfig(
        List<String> bestOrder, Duration silence, Duration returnAfter, int mailbox, int listings, Derived derived) {
    /** Above {@code DEFAULT}, which is checked by it. */
    private static final Pattern VENUE = Pattern.compile("[a-z0-9-]{1,20}");

    public static final EngineConfig DEFAULT = new EngineConfig(
            List.of("okx", "binance"), Duration.ofSeconds(5), Duration.ofSeconds(30), 65_536, 20_000, Derived.DEFAULT);

    /** Nothing but what venues say. */
    public EngineConfig(List<String> bestOrder, Duration silence, Duration returnAfter, int mailbox, int listings) {
        this(bestOrder, silence, returnAfter, mailbox, listings, Derived.NONE);
    }

    public EngineConfig {
        bestOrder = List.copyOf(bestOrder);
        Check.range("engine.best-order (venues)", bestOrder.size(), 1, 16);
        for (String venue : bestOrder) {
            boolean reserved = Topic.COMPOSED.contains(venue) || Topic.APART.contains(venue);
            if (reserved || !VENUE.matcher(venue).matches()) {
                throw new IllegalArgumentException("engine.best-order must name venues, was " + venue);
            }
        }
        if (bestOrder.stream().distinct().count() < bestOrder.size()) {
            throw new IllegalArgumentException("engine.best-order must name each venue once, was " + bestOrder);
        }
        Check.range("engine.silence (ms)", silence.toMillis(), 100, 3_600_000);
        Check.range("engine.return-after (ms)", returnAfter.toMillis(), 0, 3_600_000);
        Check.range("engine.mailbox", mailbox, 16, 1 << 20);
        Check.range("engine.listings", listings, 1, 100_000);
    }

    /** The same with other things made of that. */
    public EngineConfig with(Derived other) {
        return new EngineConfig(bestOrder, silence, returnAfter, mailbox, listings, other);
    }
}
