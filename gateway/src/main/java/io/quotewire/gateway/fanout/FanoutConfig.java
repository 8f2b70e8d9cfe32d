package io.quotewire.gateway.fanout;

import io.quotewire.model.Check;
import java.time.Duration;

/**
 * Sizes and deadlines of the way from a broadcaster to the sockets.
 *
 * @param mailbox publications that wait for one lane; 16 to 1,048,576
 * @param requests joins and leaves that wait for one broadcaster; 16 to 1,048,576
 * @param outboxBytes unsent bytes on a socket beyond which its session conflates; 16 KiB to 64 MiB
 * @param stalledAfter how long a socket may take nothing while data waits; 1 s to 5 min
 * @param stillAfter silence of a topic after which its followers are told; 1 s to 10 min
 */
public record FanoutConfig(int mailbox, int requests, int outboxBytes, Duration stalledAfter, Duration stillAfter) {
    public static final FanoutConfig DEFAULT =
            new FanoutConfig(16_384, 65_536, 1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(15));

    public FanoutConfig {
        Check.range("gateway.mailbox", mailbox, 16, 1 << 20);
        Check.range("gateway.requests", requests, 16, 1 << 20);
        Check.range("gateway.outbox-bytes", outboxBytes, 16 << 10, 64 << 20);
        Check.range("gateway.stalled-after (ms)", stalledAfter.toMillis(), 1_000, 300_000);
        Check.range("gateway.still-after (ms)", stillAfter.toMillis(), 1_000, 600_000);
    }
}
