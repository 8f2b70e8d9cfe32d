package io.quotewire.lab.simulate;

import io.quotewire.model.MicroClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first {@value #MOST} violations; one is enough to fail a test, and a client that breaks limits breaks many.
 *
 * <p><b>Threads:</b> the loop adds, any may read.
 */
final class Violations {
    static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Violations.class);

    private final List<Violation> violations = new CopyOnWriteArrayList<>();
    private final MicroClock clock;

    Violations(MicroClock clock) {
        this.clock = clock;
    }

    void add(String venue, String rule, String detail) {
        if (violations.size() < MOST) {
            violations.add(new Violation(venue, rule, detail, clock.nowUs()));
            LOG.atWarn()
                    .addKeyValue("venue", venue)
                    .addKeyValue("rule", rule)
                    .addKeyValue("why", detail)
                    .log("limit of a simulated venue broken");
        }
    }

    List<Violation> list() {
        return List.copyOf(violations);
    }
}
