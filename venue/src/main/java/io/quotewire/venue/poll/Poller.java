package io.quotewire.venue.poll;

import io.quotewire.model.ListingInfo;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.RestDoor;
import io.quotewire.venue.RestDoor.Answer;
import io.quotewire.venue.access.Access;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.limit.Ledger;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source over and over, one question at a time, and tells what it says. Nothing that goes wrong is repaired: what
 * was told last stands, with its own age, and the report says why there is nothing newer.
 *
 * <p><b>Threads:</b> as {@link PacedSource} says.
 *
 * @param <T> what an answer says
 */
public final class Poller<T> implements PacedSource {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final long REPORT_US = 1_000_000;

    private final Errand<T> errand;
    private final MicroClock clock;
    private final Ledger ledger;
    private final RestDoor door;
    private final PollCounters counters;
    private final Outgoing outgoing;

    /** An answer that nobody has looked at yet. */
    private final AtomicReference<@Nullable Came<T>> came = new AtomicReference<>();

    private boolean asking;
    private int failures;
    private long dueUs;
    private long heardUs;
    private boolean simulated;
    private int values;
    private @Nullable String trouble;
    private State state = State.CONNECTING;
    private long sinceUs;
    private long reportedUs;
    private volatile SourceReport report;

    /** What came, and when. */
    private record Came<T>(Answer<T> answer, long atUs) {}

    /**
     * One that asks nothing yet.
     *
     * @throws IllegalArgumentException naming the trust store, if it cannot be read
     */
    public Poller(Errand<T> errand, Access access, PollWiring wiring) {
        this.errand = errand;
        this.clock = wiring.clock();
        this.ledger = wiring.ledger();
        this.door = RestDoor.to(errand.source(), access, ledger, clock, wiring.aside());
        this.counters = new PollCounters(errand.source());
        this.outgoing = new Outgoing(wiring.sink(), counters);
        this.simulated = wiring.simulated();
        this.sinceUs = clock.nowUs();
        this.report = describe(sinceUs);
    }

    @Override
    public void tick(long nowUs) {
        outgoing.settle();
        Came<T> answer = came.getAndSet(null);
        if (answer != null) {
            asking = false;
            reportedUs = 0; // What came of it is to be seen at once.
            take(answer);
        }
        if (!asking && nowUs >= dueUs) {
            ask(nowUs);
        }
        publish(nowUs);
    }

    private void ask(long nowUs) {
        asking = door.fetch(
                errand.call(nowUs), nowUs, errand::read, answer -> came.set(new Came<>(answer, clock.nowUs())));
        counters.add(PollMetric.ASKED, asking ? 1 : 0);
    }

    private void take(Came<T> answer) {
        switch (answer.answer()) {
            case Answer.Read<T> read -> heard(read, answer.atUs());
            case Answer.Failed<T> failed -> failed(failed.reason(), answer.atUs());
        }
    }

    private void heard(Answer.Read<T> read, long atUs) {
        Errand.Told told;
        try {
            told = errand.tell(read.content(), read.simulated(), atUs);
        } catch (MalformedFrame e) {
            failed(String.valueOf(e.getMessage()), atUs);
            return;
        }
        if (failures > 0) {
            LOG.atInfo().addKeyValue("source", errand.source()).log("source answers again");
        }
        failures = 0;
        trouble = null;
        heardUs = atUs;
        simulated = read.simulated();
        values = told.events().size();
        dueUs = told.nextUs();
        counters.add(PollMetric.REFUSED, told.refused());
        counters.set(PollMetric.LAST_RECEIVED, atUs / 1_000_000);
        outgoing.send(told.events());
    }

    /** One line for a change of mind: the tenth time of the same is no news. */
    private void failed(String reason, long atUs) {
        failures++;
        counters.add(PollMetric.FAILURES, 1);
        if (!reason.equals(trouble)) {
            LOG.atWarn()
                    .addKeyValue("source", errand.source())
                    .addKeyValue("why", reason)
                    .log("source brings nothing");
        }
        trouble = reason;
        dueUs = errand.againUs(failures, atUs);
    }

    private void publish(long nowUs) {
        State now = state(nowUs);
        if (now == state && nowUs - reportedUs < REPORT_US) {
            return;
        }
        if (now != state) {
            state = now;
            sinceUs = nowUs;
        }
        reportedUs = nowUs;
        report = describe(nowUs);
    }

    private State state(long nowUs) {
        if (ledger.banned(nowUs)) {
            return State.BANNED;
        }
        if (failures > 0) {
            return State.DEAD;
        }
        return heardUs > 0 ? State.LIVE : State.CONNECTING;
    }

    private SourceReport describe(long nowUs) {
        return new SourceReport(
                errand.source(),
                state,
                sinceUs,
                heardUs,
                0,
                -1,
                -1,
                values,
                0,
                0,
                0,
                "snapshot only",
                "none",
                ledger.limits(nowUs),
                List.of(),
                ledger.banned(nowUs) ? ledger.bannedUntilUs() : 0,
                simulated,
                trouble);
    }

    @Override
    public SourceReport report() {
        return report;
    }

    @Override
    public List<ListingInfo> listings() {
        return errand.listings();
    }

    @Override
    public List<Metric.Reading> read() {
        return counters.read();
    }

    @Override
    public void close() {
        door.close();
    }
}
