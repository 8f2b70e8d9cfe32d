package io.quotewire.lab.load.measure;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway's {@code /metrics} says at one moment. A figure that it does not show is unknown; nothing is guessed.
 *
 * @param atNs by the monotonic clock
 * @param figures the sum over all labels but those of the memory areas
 */
public record ServerReading(long atNs, Map<String, Double> figures) {
    private static final String CPU = "process_cpu_seconds_total";
    private static final String RESIDENT = "process_resident_memory_bytes";
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"}";
    private static final double NS_PER_S = 1e9;

    public ServerReading {
        figures = Map.copyOf(figures);
    }

    /** Where nothing could be read. */
    public static ServerReading unknown(long atNs) {
        return new ServerReading(atNs, Map.of());
    }

    public boolean isUnknown() {
        return figures.isEmpty();
    }

    public @Nullable Double residentBytes() {
        return figures.get(RESIDENT);
    }

    public @Nullable Double heapBytes() {
        return figures.get(HEAP);
    }

    /** Cores in use between an earlier reading and this one: 1.0 is one core all the time. Null where that is unknown. */
    public @Nullable Double coresSince(ServerReading before) {
        Double cpu = since(before, CPU);
        double seconds = (atNs - before.atNs) / NS_PER_S;
        return cpu == null || seconds <= 0 ? null : cpu / seconds;
    }

    /** How much a figure has grown; null where that is unknown. */
    public @Nullable Double since(ServerReading before, String name) {
        Double then = before.figures.get(name);
        Double now = figures.get(name);
        return then == null || now == null ? null : now - then;
    }
}
