package io.quotewire.store.history;

import io.quotewire.model.Check;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the past, where and for how long.
 *
 * @param enabled whether anything is
 * @param folder of its own, made where it is not there; null for {@code history} in the data folder
 * @param partition span of time after which another segment is begun; they begin at whole multiples since 1970 UTC; 1 min to 7 d
 * @param keep age at which a segment goes, 1 min to 3,650 d
 * @param sizeBytes of all segments and journals together in bytes, beyond which the oldest go; 8 MiB to 64 TiB
 * @param tickers one sample of each ticker at most so often, 100 ms to 1 d
 * @param memoryBytes most that DuckDB takes, in bytes; 64 MiB to 64 GiB
 * @param threads with which DuckDB computes, 1 to 64
 */
public record HistoryConfig(
        boolean enabled,
        @Nullable Path folder,
        Duration partition,
        Duration keep,
        long sizeBytes,
        Duration tickers,
        Durability durability,
        long memoryBytes,
        int threads) {
    private static final long MIB = 1 << 20;
    private static final long DAY_S = 86_400;

    public static final HistoryConfig DEFAULT = new HistoryConfig(
            true,
            null,
            Duration.ofDays(1),
            Duration.ofDays(30),
            10L << 30,
            Duration.ofSeconds(10),
            Durability.GROUP,
            256 * MIB,
            1);

    public HistoryConfig {
        Check.range("history.partition (s)", partition.toSeconds(), 60, 7 * DAY_S);
        Check.range("history.keep (s)", keep.toSeconds(), 60, 3_650 * DAY_S);
        Check.range("history.size-bytes", sizeBytes, 8 * MIB, 64L << 40);
        Check.range("history.tickers (ms)", tickers.toMillis(), 100, 1_000 * DAY_S);
        Check.range("history.memory-bytes", memoryBytes, 64 * MIB, 64L << 30);
        Check.range("history.threads", threads, 1, 64);
    }

    /** The same for a gateway whose data is in that folder. */
    public HistoryConfig in(Path data) {
        return at(folder == null ? data.resolve("history") : folder);
    }

    /** The same in another folder. */
    public HistoryConfig at(Path place) {
        return new HistoryConfig(enabled, place, partition, keep, sizeBytes, tickers, durability, memoryBytes, threads);
    }

    /** Where it is. */
    Path place() {
        return folder == null ? Path.of("data", "history") : folder;
    }
}
