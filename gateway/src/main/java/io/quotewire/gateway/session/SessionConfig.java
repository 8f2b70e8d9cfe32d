package io.quotewire.gateway.session;

import io.quotewire.model.Check;
import java.time.Duration;

/**
 * How a native connection is treated; the limits of {@code docs/protocol.md}.
 *
 * @param node this process, as the welcome names it; 1 to 64 characters
 * @param messageBytes longest message from a client; 1 KiB to 1 MiB
 * @param fragments most frames of one message; 1 to 1,024
 * @param unfinishedWithin how long a message may stay unfinished; 1 to 60 s
 * @param commandsPerS messages a second, of which as many may come at once; 1 to 1,000
 * @param topics most topics of one connection; 1 to 10,000
 * @param authWithin time to authenticate, told in the welcome; 1 to 60 s
 * @param heartbeat time between heartbeats; 1 to 300 s
 * @param pingEvery time between ping frames; 1 to 300 s
 * @param pongWithin silence of a client after which it is gone; longer than {@code pingEvery}, to 600 s
 * @param perLane most connections of one event loop; 1 to 1,000,000
 * @param linger how long a listing flows on after its last subscriber; 0 to 3,600 s
 * @param compression whether WebSocket clients that offer compression get it
 */
public record SessionConfig(
        String node,
        int messageBytes,
        int fragments,
        Duration unfinishedWithin,
        int commandsPerS,
        int topics,
        Duration authWithin,
        Duration heartbeat,
        Duration pingEvery,
        Duration pongWithin,
        int perLane,
        Duration linger,
        boolean compression) {
    public static final SessionConfig DEFAULT = new SessionConfig(
            "quotewire",
            64 << 10,
            64,
            Duration.ofSeconds(10),
            20,
            500,
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            20_000,
            Duration.ofSeconds(60),
            true);

    public SessionConfig {
        Check.range("gateway.node (characters)", node.length(), 1, 64);
        Check.range("gateway.message-bytes", messageBytes, 1 << 10, 1 << 20);
        Check.range("gateway.fragments", fragments, 1, 1024);
        Check.range("gateway.unfinished-within (s)", unfinishedWithin.toSeconds(), 1, 60);
        Check.range("gateway.commands-per-s", commandsPerS, 1, 1000);
        Check.range("gateway.topics", topics, 1, 10_000);
        Check.range("gateway.auth-within (s)", authWithin.toSeconds(), 1, 60);
        Check.range("gateway.heartbeat (s)", heartbeat.toSeconds(), 1, 300);
        Check.range("gateway.ping-every (s)", pingEvery.toSeconds(), 1, 300);
        Check.range("gateway.pong-within (s)", pongWithin.toSeconds(), pingEvery.toSeconds() + 1, 600);
        Check.range("gateway.per-lane", perLane, 1, 1_000_000);
        Check.range("gateway.linger (s)", linger.toSeconds(), 0, 3600);
    }
}
