package io.quotewire.lab.simulate;

import io.netty.buffer.ByteBufUtil;
import io.quotewire.lab.host.Client;
import io.quotewire.lab.host.Guard;
import io.quotewire.lab.host.HttpAnswer;
import io.quotewire.lab.script.Limits;
import io.quotewire.lab.stage.Reaction;
import io.quotewire.model.MicroClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Limits limits;
    private final Faults faults;
    private final Violations violations;
    private final MicroClock clock;
    private final Meter connects;

    /** Since when each of them is connected. */
    private final Map<Client, Long> clients = new LinkedHashMap<>();

    LimitGuard(String venue, Limits limits, Faults faults, Violations violations, MicroClock clock) {
        this.venue = venue;
        this.limits = limits;
        this.faults = faults;
        this.violations = violations;
        this.clock = clock;
        this.connects = new Meter(limits.connects());
    }

    @Override
    public boolean admits() {
        return !faults.has(Verb.KILL) && !faults.has(Verb.REFUSE);
    }

    @Override
    public @Nullable HttpAnswer refusal() {
        long nowUs = clock.nowUs();
        if (faults.has(Verb.RATE_LIMIT)) {
            return TooMany.asked();
        }
        if (!connects.take(1, nowUs)) {
            violations.add(venue, "connects", "more than " + connects + " from one address");
            return TooMany.retryIn(connects.emptyInS(nowUs));
        }
        return null;
    }

    @Override
    public Watch watch(Client client) {
        clients.put(client, clock.nowUs());
        return new LimitWatch(client);
    }

    /** All that are connected now. */
    List<Client> clients() {
        return List.copyOf(clients.keySet());
    }

    /** Closes what is as old as the venue lets a connection grow. */
    void turn(long nowUs) {
        long lifeUs = limits.life().toNanos() / 1_000;
        if (lifeUs > 0) {
            Map.copyOf(clients).forEach((client, sinceUs) -> {
                if (nowUs - sinceUs >= lifeUs) {
                    client.hangUp(GOING_AWAY, "connected for " + limits.life().toHours() + " h");
                }
            });
        }
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
            return limits.streams() > 0
                            && held > limits.streams()
                            && !reaction.begin().isEmpty()
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
        }
    }
}
