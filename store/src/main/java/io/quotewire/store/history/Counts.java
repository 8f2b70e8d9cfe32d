package io.quotewire.store.history;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What history counts, as it stands. Any thread. */
final class Counts {
    final LongAdder rows = new LongAdder();
    final LongAdder lostToQueue = new LongAdder();
    final LongAdder lostToDisk = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder appendNs = new LongAdder();
    final LongAdder fsyncNs = new LongAdder();
    final AtomicLong slowestFsyncNs = new AtomicLong();
    final LongAdder expired = new LongAdder();
    final LongAdder corrupt = new LongAdder();
    volatile long bytes;
    volatile boolean degraded;

    void committed(int count, long tookNs) {
        rows.add(count);
        commits.increment();
        fsyncNs.add(tookNs);
        slowestFsyncNs.accumulateAndGet(tookNs, Math::max);
    }
}
