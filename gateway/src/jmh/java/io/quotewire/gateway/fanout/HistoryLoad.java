package io.quotewire.gateway.fanout;

import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.history.History;
import io.quotewire.store.history.HistoryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Trades of 50 instruments that a history keeps while something else is measured. It has a thread of its own. */
final class HistoryLoad implements Runnable {
    private static final Epoch EPOCH = new Epoch(1);
    private static final int TOPICS = 50;
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long REPORT_NS = TimeUnit.SECONDS.toNanos(5);

    private final History history;
    private final int rowsATick;
    private final Topic[] topics = new Topic[TOPICS];
    private final long[] seqs = new long[TOPICS];
    private long told;

    private HistoryLoad(History history, int rowsASecond) {
        this.history = history;
        this.rowsATick = (int) (rowsASecond * TICK_NS / TimeUnit.SECONDS.toNanos(1));
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = Topic.parse("trade:bench:H%03d-X".formatted(i));
        }
    }

    /** Begins, in a new folder where temporary files go. */
    static void start(int rowsASecond) throws IOException {
        HistoryConfig config = HistoryConfig.DEFAULT.at(Files.createTempDirectory("history-load"));
        History history = History.open(config, MicroClock.system(), topic -> true);
        Thread.ofPlatform().daemon().name("history-load").start(new HistoryLoad(history, rowsASecond));
    }

    @Override
    public void run() {
        long dueNs = System.nanoTime();
        long reportNs = dueNs + REPORT_NS;
        while (true) {
            for (int i = 0; i < rowsATick; i++) {
                history.writer().on(trade((int) (told++ % TOPICS)));
            }
            dueNs += TICK_NS;
            if (dueNs > reportNs) {
                reportNs += REPORT_NS;
                System.err.printf("history: %,d rows offered; %s%n", told, history.read());
            }
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
        }
    }

    private Update trade(int topic) {
        long nowUs = MicroClock.system().nowUs();
        long seq = ++seqs[topic];
        Update.TradeItem item = new Update.TradeItem(
                seq,
                Long.toString(783_000_000 + seq),
                seq % 3 == 0 ? Side.BUY : Side.SELL,
                Decimal.of(971_102 + seq % 977, 1, 1),
                Decimal.of(1 + seq % 200_000, 5, 8),
                nowUs,
                false,
                false);
        Update.Head head = new Update.Head(topics[topic], EPOCH, seq, nowUs, nowUs, "bench", Status.LIVE, false);
        return new Update.Trades(head, seq - 1, List.of(item));
    }
}
