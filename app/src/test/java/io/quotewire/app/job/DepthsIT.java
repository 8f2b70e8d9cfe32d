package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.client.Message;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import io.quotewire.model.Topic;
import io.quotewire.model.book.OrderBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All depths that there are of one book, through the whole gateway: at any moment each is the cut of the deepest one. */
class DepthsIT {
    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final List<Integer> DEPTHS = List.of(1, 5, 10, 20, 50, 100, 400);
    private static final int DEEPEST = DEPTHS.getLast();

    /** Moments at which a depth must have been compared with the deepest one. */
    private static final int ENOUGH = 30;

    private SimulatedGateway gateway;
    private Cuts cuts;

    @BeforeEach
    void open() throws Exception {
        Simulator simulator =
                Simulator.start(SimulatorConfig.of(3).withVenues(List.of("okx")).withInstruments(List.of(BTC)));
        gateway = new SimulatedGateway(simulator, Duration.ofSeconds(5), Duration.ofSeconds(5), topics());
        cuts = new Cuts();
        gateway.join(cuts, topics());
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
    }

    @Test
    void depths_allSeven_areCutsOfTheSameBook() {
        gateway.await("enough of each depth", () -> cuts.fewest() >= ENOUGH, topics());

        assertThat(cuts.unlike()).isEmpty();
        assertThat(cuts.deepest()).as("levels, of which a hundred are a part").isGreaterThan(100);
        assertThat(cuts.complaints()).isEmpty();
        gateway.assertSound();
    }

    private static String[] topics() {
        return DEPTHS.stream().map(depth -> "book." + depth + ":okx:" + BTC).toArray(String[]::new);
    }

    /** The books of one client, by the moment of which they are: the best bid of each is told but once. */
    private static final class Cuts extends Follower {
        private final Map<String, Map<Integer, Levels[]>> moments = new HashMap<>();

        @Override
        public synchronized void onBook(Message.Book news, OrderBook book) {
            if (book.bids().levels() > 0) {
                Topic topic = news.topic();
                Levels[] sides = {book.bids().best(DEEPEST), book.asks().best(DEEPEST)};
                moments.computeIfAbsent(sides[0].price(0) + " x " + sides[0].size(0), moment -> new TreeMap<>())
                        .put(topic.kind().depth(), sides);
            }
        }

        /** Moments at which that depth was told, and the deepest one was too, of that depth of which it is fewest. */
        synchronized long fewest() {
            return DEPTHS.stream()
                    .mapToLong(depth -> moments.values().stream()
                            .filter(told -> told.containsKey(depth) && told.containsKey(DEEPEST))
                            .count())
                    .min()
                    .orElseThrow();
        }

        synchronized List<String> unlike() {
            List<String> unlike = new ArrayList<>();
            moments.forEach((moment, told) -> {
                Levels[] whole = told.get(DEEPEST);
                for (Map.Entry<Integer, Levels[]> cut : told.entrySet()) {
                    for (int side = 0; whole != null && side < 2; side++) {
                        String expected = text(whole[side], cut.getKey());
                        String actual = text(cut.getValue()[side], DEEPEST);
                        if (!actual.equals(expected)) {
                            unlike.add(cut.getKey() + " at " + moment + ": " + actual + " instead of " + expected);
                        }
                    }
                }
            });
            return unlike;
        }

        synchronized int deepest() {
            return moments.values().stream()
                    .filter(told -> told.containsKey(DEEPEST))
                    .mapToInt(told -> told.get(DEEPEST)[0].count())
                    .max()
                    .orElse(0);
        }

        private static String text(Levels levels, int most) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < Math.min(most, levels.count()); i++) {
                text.append(levels.price(i)).append(':').append(levels.size(i)).append(' ');
            }
            return text.toString();
        }
    }
}
