package io.quotewire.gateway.security;

import io.quotewire.gateway.Gateway;
import io.quotewire.gateway.Members;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.Limits;
import io.quotewire.gateway.http.Route;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Gateways as the checks want them: as shipped, but for the times of requests, the rate of connections, and a route
 * that has a bug. */
final class Premises {
    /** Whose pages may read, and no more. */
    static final String FRIEND = "https://prices.test";

    static final String BROKEN = "/broken";

    /** A head or a body has to be there within so long. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** From one address. */
    static final int CONNECTS_PER_S = 400;

    private static final AtomicLong AHEAD_US = new AtomicLong();

    private Premises() {}

    static Members open(Path folder, AuthMode mode) throws IOException {
        AHEAD_US.set(0);
        MicroClock system = MicroClock.system();
        HttpConfig shipped = HttpConfig.DEFAULT;
        HttpConfig http = new HttpConfig(
                shipped.listen(),
                shipped.allowPlain(),
                Set.of(FRIEND),
                Limits.requestsWithin(DEADLINE, CONNECTS_PER_S));
        Route broken = Route.of(BROKEN, request -> {
            throw new IllegalStateException("a secret of the gateway's own");
        });
        return new Members(
                folder,
                Members.config(mode, List.of("*")),
                () -> system.nowUs() + AHEAD_US.get(),
                http,
                new Gateway.Extras(List.of(broken), false));
    }

    /** Moves the clock by which the gateway's credentials end. */
    static void pass(Duration time) {
        AHEAD_US.addAndGet(time.toNanos() / 1_000);
    }
}
