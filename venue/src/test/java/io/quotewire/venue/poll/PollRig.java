package io.quotewire.venue.poll;

import io.quotewire.model.EventSink;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.LimitRule;
import io.quotewire.venue.limit.Limits;
import io.quotewire.venue.limit.TestDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Sources that are asked, on the test's thread, by a time that the test turns. */
public final class PollRig implements AutoCloseable {
    public final List<MarketEvent> events = new ArrayList<>();
    public final MicroClock clock = this::nowUs;
    public EventSink sink = events::add;
    private long nowUs;
    private final Path folder;
    private Ledgers ledgers;

    public PollRig(Path folder, String start) {
        this.folder = folder;
        this.nowUs = Instant.parse(start).toEpochMilli() * 1_000;
        this.ledgers = opened();
    }

    public long nowUs() {
        return nowUs;
    }

    public PollWiring wiring(String source, String address) {
        return wiring(ledgers.of(source, address, Limits.of(source)));
    }

    /** By other limits than the table's. */
    public PollWiring wiring(String source, String address, String rule) {
        return wiring(ledgers.of(source, address, Limits.of(source).with(List.of(LimitRule.parse(rule)))));
    }

    public PollWiring wiring(Ledger ledger) {
        return new PollWiring(event -> sink.offer(event), clock, ledger, (name, task) -> task.run(), 7, false);
    }

    /** Another process begins where this one has ended. */
    public void restart() throws IOException {
        ledgers.close();
        ledgers = opened();
    }

    private Ledgers opened() {
        try {
            return TestDisk.quick().open(folder, clock);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets time pass in steps, turning all of them in each. */
    public void pass(Duration span, Duration step, PacedSource... sources) {
        pass(span, step, () -> List.of(sources));
    }

    public void pass(Duration span, Duration step, Supplier<List<PacedSource>> sources) {
        for (long left = span.dividedBy(step); left > 0; left--) {
            nowUs += step.toNanos() / 1_000;
            new PacedSources(sources.get()).tick(nowUs);
        }
    }

    /** Long enough for one question and its answer. */
    public void turn(PacedSource... sources) {
        pass(Duration.ofMillis(100), Duration.ofMillis(50), sources);
    }

    public List<MarketEvent.Rate> rates() {
        return events.stream()
                .map(event -> (MarketEvent.Rate) Objects.requireNonNull(event))
                .toList();
    }

    @Override
    public void close() throws IOException {
        ledgers.close();
    }
}
