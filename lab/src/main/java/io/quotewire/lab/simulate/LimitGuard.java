package io.quotewire.lab.simulate;

import io.netty.buffer.ByteBufUtil;
import io.quotewire.lab.host.Client;
import io.quotewire.lab.host.Guard;
import io.quotewire.lab.host.HttpAnswer;
import io.quotewire.lab.script.Limits;
import io.quotewire.lab.script.Script;
import io.quotewire.lab.stage.Reaction;
import io.quotewire.model.MicroClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A venue's own limits and the faults of its door. All clients come from one address here, so what a venue grants an address
 * it grants to all of them together.
 *
 * <p><b>Threads:</b> the loop.
 */
final class LimitGuard implements Guard {
    private static final int POLICY = 1008;
    private static final int TOO_LONG = 1009;
    private static final int GOING_AWAY = 1001;

    private final String venue;
    private static final long FLAP_US = 5_000_000;
    private static final long SHORT_LIFE_US = 24_000_000;
    private static final long RETRY_S = 5;

    private final Script script;
    private final Limits limits;
    private final Faults faults;
    private final Violations violations;
    private final MicroClock clock;
    private final Meter connects;

    /** Since when each of them is connected. */
    private final Map<Client, Long> clients = new LinkedHashMap<>();

    /** Who has asked for nothing yet. */
    private final Set<Client> idle = new HashSet<>();

    private long flapsSinceUs;
    private long notBeforeUs;

    LimitGuard(Script script, Faults faults, Violations violations, MicroClock clock) {
        this.venue = script.stage().profile().venue();
        this.script = script;
        this.limits = script.limits();
        this.faults = faults;
        this.violations = violations;
        this.clock = clock;
        this.connects = new Meter(limits.connects());
    }

    @Override
    public boolean admits() {
        return !faults.has(Verb.KILL) && !faults.has(Verb.REFUSE) && !isDown(clock.nowUs());
    }

    /** From now on the venue is there and not there by turns, not there first. */
    void flap() {
        flapsSinceUs = clock.nowUs();
    }

    private boolean isDown(long nowUs) {
        return faults.has(Verb.FLAP) && (nowUs - flapsSinceUs) / FLAP_US % 2 == 0;
    }

    @Override
    public @Nullable HttpAnswer refusal() {
        long nowUs = clock.nowUs();
        if (nowUs < notBeforeUs) {
            violations.add(venue, "retry-after", "a handshake " + (notBeforeUs - nowUs) / 1_000 + " ms too early");
        }
        if (faults.has(Verb.RATE_LIMIT)) {
            return refused(RETRY_S, nowUs);
        }
        if (!connects.take(1, nowUs)) {
            violations.add(venue, "connects", "more than " + connects + " from one address");
            return refused(connects.emptyInS(nowUs), nowUs);
        }
        return null;
    }

    private HttpAnswer refused(long seconds, long nowUs) {
        notBeforeUs = nowUs + seconds * 1_000_000;
        return TooMany.answer(script, false, seconds, nowUs);
    }

    /** Nobody is kept waiting any more. */
    void healed() {
        notBeforeUs = 0;
    }

    @Override
    public Watch watch(Client client) {
        clients.put(client, clock.nowUs());
        idle.add(client);
        return new LimitWatch(client);
    }

    /** All that are connected now. */
    List<Client> clients() {
        return List.copyOf(clients.keySet());
    }

    /** Closes who is as old as the venue lets a connection grow, or has not asked for anything, or all if it is gone. */
    void turn(long nowUs) {
        boolean short24 = faults.has(Verb.CLOSE_24H);
        long lifeUs = short24 ? SHORT_LIFE_US : us(limits.life());
        long idleUs = us(limits.firstRequest());
        boolean down = isDown(nowUs);
        Map.copyOf(clients).forEach((client, sinceUs) -> {
            if (down) {
                client.hangUp(GOING_AWAY, "going away");
            } else if (lifeUs > 0 && nowUs - sinceUs >= lifeUs) {
                client.hangUp(GOING_AWAY, "connected for 24 " + (short24 ? "s" : "h"));
            } else if (idleUs > 0 && nowUs - sinceUs >= idleUs && idle.contains(client)) {
                violations.add(venue, "first-request", "nothing subscribed to on connection " + client.name());
                client.hangUp(POLICY, "nothing subscribed to");
            }
        });
    }

    private static long us(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private final class LimitWatch implements Watch {
        private final Client client;
        private final Meter messages = new Meter(limits.messages());
        private final Meter requests = new Meter(limits.requests());

        LimitWatch(Client client) {
            this.client = client;
        }

        @Override
        public @Nullable Ending control() {
            return limits.controlFramesCount() ? message() : null;
        }

        private @Nullable Ending message() {
            return messages.take(1, clock.nowUs()) ? null : broken(POLICY, "messages", "more than " + messages);
        }

        @Override
        public @Nullable Ending message(String text) {
            int bytes = ByteBufUtil.utf8Bytes(text);
            if (limits.requestBytes() > 0 && bytes > limits.requestBytes()) {
                return broken(TOO_LONG, "request-bytes", bytes + " bytes, not " + limits.requestBytes() + " at most");
            }
            Ending ending = message();
            // A request is an object; what is only a word is a ping in the venue's manner.
            if (ending == null && text.startsWith("{") && !requests.take(1, clock.nowUs())) {
                return broken(POLICY, "requests", "more than " + requests);
            }
            return ending;
        }

        @Override
        public @Nullable Ending reaction(Reaction reaction, int held) {
            int begins = reaction.begin().size();
            if (begins > 0) {
                idle.remove(client);
            }
            if (limits.streamsAtOnce() > 0 && begins > limits.streamsAtOnce()) {
                return broken(
                        POLICY,
                        "streams-at-once",
                        begins + " streams in one request, not " + limits.streamsAtOnce() + " at most");
            }
            return limits.streams() > 0 && held > limits.streams() && begins > 0
                    ? broken(POLICY, "streams", held + " streams, not " + limits.streams() + " at most")
                    : null;
        }

        private Ending broken(int code, String rule, String what) {
            violations.add(venue, rule, what + " on connection " + client.name());
            return new Ending(code, what);
        }

        @Override
        public void closed() {
            clients.remove(client);
            idle.remove(client);
        }
    }
}
