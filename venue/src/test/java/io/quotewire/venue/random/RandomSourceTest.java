package io.quotewire.venue.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomSourceTest {
    private static final List<Instrument> TWO =
            Stream.of("BTC-USDT", "ETH-USDT").map(Instrument::parse).toList();
    private static final long START_US = 1_795_953_600_000_000L;

    private static List<MarketEvent> walked(long seed, int steps) {
        Walk walk = new Walk(seed, TWO);
        List<MarketEvent> events = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            events.addAll(walk.step(START_US + step * 1_000L));
        }
        return events;
    }

    @Test
    void walk_ofTheSameSeed_isTheSame() {
        assertThat(walked(7, 100)).isEqualTo(walked(7, 100)).isNotEqualTo(walked(8, 100));
    }

    @Test
    void walk_anywhere_keepsBidBelowLastBelowAsk_andWithinBounds() {
        for (long seed = 0; seed < 20; seed++) {
            List<MarketEvent> events = walked(seed, 2_000);
            Decimal open = null;
            Decimal last = Decimal.ZERO;
            for (MarketEvent event : events) {
                if (event instanceof Ticker ticker
                        && ticker.listing().instrument().equals(TWO.getFirst())) {
                    last = Objects.requireNonNull(ticker.figure(Figure.LAST));
                    open = Objects.requireNonNull(ticker.figure(Figure.OPEN));
                    assertThat(last)
                            .isBetween(ticker.figure(Figure.LOW), ticker.figure(Figure.HIGH))
                            .isGreaterThan(ticker.figure(Figure.BID))
                            .isLessThan(ticker.figure(Figure.ASK));
                    assertThat(last.toBigDecimal().doubleValue()
                                    / open.toBigDecimal().doubleValue())
                            .isBetween(0.49, 2.01);
                }
            }
            assertThat(last).isNotEqualTo(open);
        }
    }

    @Test
    void events_all_saySoThemselves() {
        assertThat(walked(7, 3)).hasSize(18).allSatisfy(event -> {
            boolean simulated = switch (event) {
                case Quote quote -> quote.simulated();
                case Trade trade -> trade.simulated();
                case Ticker ticker -> ticker.simulated();
                default -> false;
            };
            assertThat(simulated).isTrue();
            assertThat(event.listing().venue()).isEqualTo("random");
        });
        assertThat(Topic.APART).contains(RandomSource.NAME);
    }

    @Test
    void source_turned_tellsAStepAPeriodAndMakesUpForNone() {
        List<MarketEvent> events = new ArrayList<>();
        RandomSource source = new RandomSource(7, TWO, Duration.ofSeconds(1), events::add, START_US);

        for (int tick = 0; tick < 30; tick++) {
            source.tick(START_US + tick * 100_000L);
        }
        assertThat(events).hasSize(18);
        source.tick(START_US + 60_000_000);
        assertThat(events).hasSize(24);
        source.tick(START_US + 60_100_000);
        assertThat(events).hasSize(24);
        assertThat(source.report().simulated()).isTrue();
        assertThat(source.report().source()).isEqualTo("random");
        assertThat(source.listings()).hasSize(2);
    }
}
