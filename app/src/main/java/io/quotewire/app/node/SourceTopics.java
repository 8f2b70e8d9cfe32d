package io.quotewire.app.node;

import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.UpdateSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells how sources fare as the topics {@code status:…}: a change of state at the next look, mere figures now and then.
 *
 * <p><b>Threads:</b> that of the shard that owns {@link Topic#ALL}.
 */
final class SourceTopics implements Duty {
    static final long LOOK_US = TimeUnit.MILLISECONDS.toMicros(250);
    static final long FIGURES_US = TimeUnit.SECONDS.toMicros(5);

    private final UpdateSink sink;
    private final Supplier<List<SourceReport>> sources;
    private final Epoch epoch;
    private final Map<String, Told> told = new HashMap<>();
    private long dueUs;

    SourceTopics(UpdateSink sink, Supplier<List<SourceReport>> sources, Epoch epoch) {
        this.sink = sink;
        this.sources = sources;
        this.epoch = epoch;
    }

    /** The last word on one source. */
    private record Told(SourceReport report, long seq, long atUs) {
        boolean isOverBy(SourceReport now, long nowUs) {
            return isOtherState(now) || (!now.equals(report) && nowUs - atUs >= FIGURES_US);
        }

        private boolean isOtherState(SourceReport now) {
            return now.state() != report.state()
                    || now.sinceUs() != report.sinceUs()
                    || now.bannedUntilUs() != report.bannedUntilUs()
                    || now.instruments() != report.instruments()
                    || now.reconnects() != report.reconnects()
                    || now.gaps() != report.gaps();
        }
    }

    @Override
    public int doWork(long nowUs) {
        if (nowUs < dueUs) {
            return 0;
        }
        dueUs = nowUs + LOOK_US;
        int count = 0;
        for (SourceReport report : sources.get()) {
            Told before = told.get(report.source());
            if (before == null || before.isOverBy(report, nowUs)) {
                tell(report, before == null ? 1 : before.seq() + 1, nowUs);
                count++;
            }
        }
        return count;
    }

    /** A report is true when it is made, whatever it says of the source: its own status is live. */
    private void tell(SourceReport report, long seq, long nowUs) {
        Topic topic = Topic.status(report.source());
        Head head = new Head(topic, epoch, seq, 0, nowUs, report.source(), Status.LIVE, report.simulated());
        told.put(report.source(), new Told(report, seq, nowUs));
        sink.on(new Update.Value(head, false, new Update.SourceData(report)));
    }
}
