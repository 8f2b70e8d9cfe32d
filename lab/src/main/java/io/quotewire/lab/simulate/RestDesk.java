package io.quotewire.lab.simulate;

import io.quotewire.lab.host.HttpAnswer;
import io.quotewire.lab.script.Answer;
import io.quotewire.lab.script.Script;
import io.quotewire.model.MicroClock;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Answers REST requests to one venue, within the weight that it grants. Who asks too much is told so and when to come again;
 * who does not wait for that is shut out at last, where the venue does such things.
 *
 * <p><b>Threads:</b> the loop.
 */
final class RestDesk {
    static final long SLOW_US = 20_000_000;

    /** As many answers are late at most; more are in time. */
    private static final int MOST_LATE = 1_024;

    private static final long FAULT_S = 5;

    private final String venue;
    private final Script script;
    private final VenueFloor floor;
    private final Faults faults;
    private final Violations violations;
    private final MicroClock clock;
    private final Meter weight;
    private final Queue<Late> late = new ArrayDeque<>();
    private int refusals;
    private long notBeforeUs;
    private long bannedUntilUs;

    RestDesk(Script script, VenueFloor floor, Faults faults, Violations violations, MicroClock clock) {
        this.venue = script.stage().profile().venue();
        this.script = script;
        this.floor = floor;
        this.faults = faults;
        this.violations = violations;
        this.clock = clock;
        this.weight = new Meter(script.limits().weight());
    }

    private record Late(HttpAnswer answer, Consumer<HttpAnswer> asker, long dueUs) {}

    void ask(String uri, Consumer<HttpAnswer> asker) {
        long nowUs = clock.nowUs();
        HttpAnswer answer = answer(uri, nowUs);
        if (faults.has(Verb.SLOW_SNAPSHOT) && script.isBook(uri) && late.size() < MOST_LATE) {
            late.add(new Late(answer, asker, nowUs + SLOW_US));
        } else {
            asker.accept(answer);
        }
    }

    private HttpAnswer answer(String uri, long nowUs) {
        if (nowUs < notBeforeUs) {
            violations.add(venue, "retry-after", "a REST request " + (notBeforeUs - nowUs) / 1_000 + " ms too early");
        }
        if (nowUs < bannedUntilUs) {
            return refused(nowUs, Math.ceilDiv(bannedUntilUs - nowUs, 1_000_000), true);
        }
        if (faults.has(Verb.RATE_LIMIT)) {
            return refusedAgain(nowUs, FAULT_S);
        }
        Answer answer = script.answer(uri, floor, nowUs);
        if (answer == null) {
            return HttpAnswer.text(404, "this simulated venue has no answer to this");
        }
        if (!weight.take(answer.weight(), nowUs)) {
            violations.add(venue, "weight", "REST requests of a weight of more than " + weight);
            return refusedAgain(nowUs, weight.emptyInS(nowUs));
        }
        refusals = 0;
        return HttpAnswer.json(answer.status(), answer.body()).with(weightUsed(nowUs));
    }

    private HttpAnswer refusedAgain(long nowUs, long seconds) {
        refusals++;
        int most = script.limits().banAfter();
        if (most > 0 && refusals >= most) {
            bannedUntilUs = nowUs + script.limits().ban().toNanos() / 1_000;
            return refused(nowUs, script.limits().ban().toSeconds(), true);
        }
        return refused(nowUs, seconds, false);
    }

    private HttpAnswer refused(long nowUs, long seconds, boolean banned) {
        notBeforeUs = nowUs + seconds * 1_000_000;
        return TooMany.answer(script, banned, seconds, nowUs);
    }

    private Map<String, String> weightUsed(long nowUs) {
        String header = script.weightHeader();
        return header == null ? Map.of() : Map.of(header, Integer.toString(weight.used(nowUs)));
    }

    /** Lets go of what is late enough. */
    void turn(long nowUs) {
        while (!late.isEmpty() && (late.element().dueUs <= nowUs || !faults.has(Verb.SLOW_SNAPSHOT))) {
            Late due = late.remove();
            due.asker.accept(due.answer);
        }
    }

    /** Nobody is shut out any more. */
    void healed() {
        refusals = 0;
        notBeforeUs = 0;
        bannedUntilUs = 0;
    }
}
