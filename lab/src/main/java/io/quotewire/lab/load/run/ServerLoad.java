package io.quotewire.lab.load.run;

import io.quotewire.lab.load.measure.ServerReading;
import io.quotewire.lab.load.measure.ServerWatch;
import io.quotewire.lab.load.report.Figure;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.Section.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server had to do, by its own figures.
 *
 * @param before no client was there
 * @param from the measured time began
 * @param to it ended
 */
record ServerLoad(ServerReading before, ServerReading from, ServerReading to) {
    /** With fewer the memory of a connection is lost in the rest. */
    private static final int ENOUGH = 1_000;

    Section section(long clients) {
        Double resident = to.residentBytes();
        Double grown = resident == null || before.residentBytes() == null ? null : resident - before.residentBytes();
        return new Section.Facts(
                "server",
                "SERVER",
                List.of(
                        new Fact("cores", "cores in use", Figure.number(cores())),
                        new Fact("resident_bytes", "resident", Figure.bytes(resident)),
                        new Fact("heap_bytes", "heap in use", Figure.bytes(to.heapBytes())),
                        new Fact("grown_bytes", "grown since before the first client", Figure.bytes(grown)),
                        new Fact(
                                "bytes_per_connection",
                                "grown a connection",
                                clients < ENOUGH ? Figure.unknown() : Figure.bytes(divided(grown, clients))),
                        new Fact("conflated", "conflated", count(to.since(from, ServerWatch.CONFLATED))),
                        new Fact("dropped", "dropped", count(to.since(from, ServerWatch.DROPPED)))));
    }

    /** Null where the server does not say. */
    @Nullable
    Double cores() {
        return to.coresSince(from);
    }

    /** Whether anything was held back from somebody while it was measured. */
    boolean isFelt() {
        Double conflated = to.since(from, ServerWatch.CONFLATED);
        Double dropped = to.since(from, ServerWatch.DROPPED);
        return (conflated != null && conflated > 0) || (dropped != null && dropped > 0);
    }

    boolean isUnknown() {
        return to.isUnknown();
    }

    private static @Nullable Double divided(@Nullable Double bytes, long by) {
        return bytes == null ? null : bytes / by;
    }

    private static Figure count(@Nullable Double count) {
        return count == null ? Figure.unknown() : Figure.count(Math.round(count));
    }
}
