package io.quotewire.lab.simulate;

import io.netty.channel.EventLoop;
import io.quotewire.lab.host.Backstage;
import io.quotewire.lab.host.Client;
import io.quotewire.lab.host.Guard;
import io.quotewire.lab.host.HttpAnswer;
import io.quotewire.lab.host.VenueServer;
import io.quotewire.lab.provider.ProviderScript;
import io.quotewire.lab.stage.Speechless;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Somebody who is asked over REST, at an address of its own. Who asks too often, or earlier than a {@code Retry-After} said, is
 * refused and leaves a violation.
 *
 * <p><b>Threads:</b> made, asked for its address and its faults, and closed by any but the loop; the rest is the loop's.
 */
final class SimulatedProvider implements Backstage, AutoCloseable {
    static final long REFUSED_S = 600;
    private static final long OLD_US = Duration.ofDays(5).toNanos() / 1_000;
    private static final int TOO_MANY = 429;
    private static final int GOING_AWAY = 1001;
    private static final byte[] GARBAGE = "<html><body>Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8);

    private final ProviderScript script;
    private final MicroClock clock;
    private final Violations violations;
    private final Faults faults;
    private final List<Meter> meters;
    private final VenueServer server;
    private long notBeforeUs;

    SimulatedProvider(ProviderScript script, MicroClock clock, Violations violations, EventLoop loop)
            throws IOException {
        this.script = script;
        this.clock = clock;
        this.violations = violations;
        this.faults = new Faults(script.name());
        this.meters = script.limits().stream().map(Meter::new).toList();
        this.server =
                new VenueServer(this, Guard.trusting(() -> !faults.has(Verb.KILL) && !faults.has(Verb.REFUSE)), loop);
    }

    VenueServer server() {
        return server;
    }

    Faults faults() {
        return faults;
    }

    @Override
    public Stage stage() {
        return new Speechless(script.name());
    }

    @Override
    public void rest(String uri, Consumer<HttpAnswer> asker) {
        asker.accept(answer(uri, clock.nowUs()));
    }

    private HttpAnswer answer(String uri, long nowUs) {
        if (nowUs < notBeforeUs) {
            violations.add(script.name(), "retry-after", (notBeforeUs - nowUs) / 1_000 + " ms too early");
        }
        if (faults.has(Verb.RATE_LIMIT)) {
            return refused(nowUs, REFUSED_S);
        }
        for (Meter meter : meters) {
            if (!meter.take(1, nowUs)) {
                violations.add(script.name(), "requests", "more than " + meter);
                return refused(nowUs, meter.emptyInS(nowUs));
            }
        }
        if (faults.has(Verb.GARBAGE)) {
            return HttpAnswer.json(200, GARBAGE);
        }
        String body = script.answer(uri, faults.has(Verb.STALE) ? nowUs - OLD_US : nowUs, faults.has(Verb.ZERO));
        return body == null
                ? HttpAnswer.text(404, "this simulated provider has no answer to this")
                : HttpAnswer.json(200, body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpAnswer refused(long nowUs, long seconds) {
        notBeforeUs = nowUs + seconds * 1_000_000;
        return HttpAnswer.json(TOO_MANY, script.tooMany().getBytes(StandardCharsets.UTF_8))
                .with(Map.of("Retry-After", Long.toString(seconds)));
    }

    /** Lets it happen; a fault that concerns streams only changes nothing here. */
    void suffer(Fault fault) {
        switch (fault.verb()) {
            case HEAL -> {
                faults.heal(null);
                notBeforeUs = 0;
            }
            case RESET -> server.reset();
            case KILL -> {
                faults.begin(fault);
                server.hangUp(GOING_AWAY, "going away");
            }
            default -> {
                if (!fault.verb().momentary()) {
                    faults.begin(fault);
                }
            }
        }
    }

    @Override
    public void subscribe(Client client, Collection<StreamKey> keys) {
        // Nothing is streamed here, so nobody comes so far.
    }

    @Override
    public void unsubscribe(Client client, Collection<StreamKey> keys) {
        // As above.
    }

    @Override
    public void roomAgain() {
        // As above.
    }

    @Override
    public void close() {
        server.close();
    }
}
