package io.quotewire.app.node;

import io.quotewire.app.config.AppConfig;
import io.quotewire.model.Instrument;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import io.quotewire.store.history.History;
import io.quotewire.store.history.HistoryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of a node.
 *
 * @param temporary a folder that goes with it; null where it stays
 */
record HistoryKeeper(History history, @Nullable Path temporary) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);

    /**
     * Opens it as the settings say; null where nothing is to be kept.
     *
     * @throws IOException if it cannot be kept there, saying what was tried
     */
    static @Nullable HistoryKeeper open(AppConfig config, Path data, MicroClock clock) throws IOException {
        HistoryConfig history = config.history().in(data);
        return history.enabled() ? new HistoryKeeper(History.open(history, clock, kept(config)), null) : null;
    }

    /** One of a market that is simulated: it is there while the node is. Null where nothing is to be kept, or can be. */
    static @Nullable HistoryKeeper ofThisRun(AppConfig config, MicroClock clock) {
        if (!config.history().enabled()) {
            return null;
        }
        try {
            Path folder = Files.createTempDirectory("quotewire-history");
            return new HistoryKeeper(History.open(config.history().at(folder), clock, kept(config)), folder);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("nothing is kept of this run");
            return null;
        }
    }

    /** What is configured; the rest comes and goes with those who ask for it. */
    private static Predicate<Topic> kept(AppConfig config) {
        Set<Instrument> instruments = Set.copyOf(config.instruments());
        return topic -> instruments.contains(topic.instrument());
    }

    @Override
    public void close() {
        history.close();
        if (temporary != null) {
            try (Stream<Path> files = Files.walk(temporary)) {
                List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : all) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("why", e.getMessage()).log("a temporary folder stays");
            }
        }
    }
}
