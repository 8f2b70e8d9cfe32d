package io.quotewire.app.node;

import io.quotewire.app.config.AppConfig;
import io.quotewire.gateway.past.Archive;
import io.quotewire.model.Epoch;
import io.quotewire.model.EventSink;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.UpdateSink;
import io.quotewire.store.history.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers.
 *
 * @param history null where none is kept
 * @param last null where last values are not kept
 */
record Memory(@Nullable HistoryKeeper history, @Nullable LastKeeper last) {
    /**
     * What the settings say is to be kept in the folder, and beyond it.
     *
     * @throws IllegalArgumentException naming the setting, if a password cannot be read
     * @throws IOException if history cannot be kept there, saying what was tried
     */
    static Memory open(AppConfig config, Path data, MicroClock clock, RandomGenerator random) throws IOException {
        LastKeeper last = LastKeeper.open(config, data, clock, random);
        try {
            return new Memory(HistoryKeeper.open(config, data, clock), last);
        } catch (IllegalArgumentException | IOException e) {
            if (last != null) {
                last.close();
            }
            throw e;
        }
    }

    /** Of a simulated market: its history is there while the node is, and its values never come back as if they were real. */
    static Memory ofThisRun(AppConfig config, MicroClock clock) {
        return new Memory(HistoryKeeper.ofThisRun(config, clock), null);
    }

    /** The life that begins now: of a time after all those that are remembered, also where the clock was set back. */
    Epoch epoch(MicroClock clock) {
        Epoch before = last == null ? null : last.newestEpoch();
        long nowMs = clock.nowUs() / 1_000;
        return new Epoch(before == null ? nowMs : Math.max(nowMs, before.value() + 1));
    }

    /** Takes in what a shard tells, behind {@code first}. */
    UpdateSink behind(UpdateSink first) {
        List<UpdateSink> sinks = new ArrayList<>(List.of(first));
        if (last != null) {
            sinks.add(last.values());
        }
        if (history != null) {
            sinks.add(history.history().writer());
        }
        UpdateSink[] all = sinks.toArray(UpdateSink[]::new);
        return update -> {
            for (UpdateSink sink : all) {
                sink.on(update);
            }
        };
    }

    /** Has the shards, which turn already, tell what was said before. */
    void recall(EventSink engine, MicroClock clock) {
        if (last != null) {
            last.recall(engine, clock);
        }
    }

    /** What the gateway may look up. */
    Archive archive() {
        History known = history == null ? null : history.history();
        return known == null ? Archive.NONE : new Archive(known);
    }

    List<Metric.Source> metrics() {
        List<Metric.Source> sources = new ArrayList<>();
        if (last != null) {
            sources.add(last.values());
        }
        if (history != null) {
            sources.add(history.history());
        }
        return sources;
    }

    /** Before the feeds say that they have ended, which is no word on a price. */
    void closeLast() {
        if (last != null) {
            last.close();
        }
    }

    /** With the last that the shards told. */
    void closeHistory() {
        if (history != null) {
            history.close();
        }
    }

    void close() {
        closeLast();
        closeHistory();
    }
}
