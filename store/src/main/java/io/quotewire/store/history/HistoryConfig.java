package io.quotewire.store.history;

import io.quotewire.model.Check;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is kept of the past, where and for how long.
 *
 * @param enabled whether anything is
 * @param folder of its own, made where it is not there
 * @param partition no segment holds rows that were written in two of these spans, which begin at whole multiples since 1970 UTC;
 *     1 min to 7 d
 * @param keep age at which a segment goes, 1 min to 3,650 d
 * @param size of all segments and journals together in bytes, beyond which the oldest go; 8 MiB to 64 TiB
 * @param tickers one sample of each ticker at most so often, 100 ms to 1 d
 * @param memory most that DuckDB takes, in bytes; 64 MiB to 64 GiB
 * @param threads with which DuckDB computes, 1 to 64
 */
public record HistoryConfig(
        boolean enabled,
        Path folder,
        Duration partition,
        Duration keep,
        long size,
        Duration tickers,
        Durability durability,
        long memory,
        int threads) {
    private static final long MIB = 1 << 20;

    public static final HistoryConfig DEFAULT = new HistoryConfig(
            true,
            Path.of("data", "history"),
            Duration.ofDays(1),
            Duration.ofDays(30),
            10 << 10 * MIB,
            Duration.ofSeconds(10),
            Durability.GROUP,
            256 * MIB,
            1);

    public HistoryConfig {
        Check.range("history.partition", partition, Duration.ofMinutes(1), Duration.ofDays(7));
        Check.range("history.keep", keep, Duration.ofMinutes(1), Duration.ofDays(3_650));
        Check.range("history.size (bytes)", size, 8 * MIB, 64 << 20 * MIB);
        Check.range("history.tickers", tickers, Duration.ofMillis(100), Duration.ofDays(1));
        Check.range("history.memory (bytes)", memory, 64 * MIB, 64 << 10 * MIB);
        Check.range("history.threads", threads, 1, 64);
    }
}
