package io.quotewire.lab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MeasureTest {
    private static final Percentage DIGITS = Percentage.withPercentage(0.2);

    @Test
    void spread_ofAThousandTimes_hasTheirPercentiles() {
        Meter meter = new Meter();
        for (int us = 1_000; us <= 1_000_000; us += 1_000) {
            meter.took(us);
        }
        Spread spread = meter.spread();

        assertThat(spread.p50Ms()).isCloseTo(500, DIGITS);
        assertThat(spread.p99Ms()).isCloseTo(990, DIGITS);
        assertThat(spread.p999Ms()).isCloseTo(999, DIGITS);
        assertThat(spread.maxMs()).isCloseTo(1_000, DIGITS);
        assertThat(spread.meanMs()).isCloseTo(500.5, DIGITS);
        assertThat(spread.deviationMs()).isCloseTo(288.7, DIGITS);
        assertThat(spread.curve().getLast().percent()).isCloseTo(99.9, DIGITS);
        assertThat(new Meter().spread().isEmpty()).isTrue();
    }

    @Test
    void time_thatIsLessThanNothing_isCounted() {
        Meter meter = new Meter();
        meter.took(-5);

        assertThat(meter.early()).isEqualTo(1);
        assertThat(meter.spread().maxMs()).isZero();
    }

    @Test
    void timeline_hasWhatEachSecondBrought() {
        Meter meter = new Meter();
        Timeline timeline = new Timeline(List.of(meter));
        meter.message(100);
        meter.took(4_000);
        timeline.tick();
        timeline.tick();
        meter.message(7);

        assertThat(timeline.tick().messages()).isEqualTo(1);
        assertThat(timeline.seconds()).extracting(Timeline.Second::bytes).containsExactly(100L, 0L, 7L);
        assertThat(timeline.seconds().getFirst().p99Ms()).isCloseTo(4, DIGITS);
        assertThat(timeline.seconds().get(1).p99Ms()).isZero();
    }

    @Test
    void metrics_areReadAndSummed_andWhatIsNotThereIsUnknown() {
        Map<String, Double> figures = ServerWatch.figures("""
                # HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.
                process_cpu_seconds_total 7.5
                jvm_memory_used_bytes{area="heap"} 3.0E7
                jvm_memory_used_bytes{area="nonheap"} 4.0E7
                quotewire_gateway_deliveries_dropped_total{reason="left"} 1.0
                quotewire_gateway_deliveries_dropped_total{reason="slow"} 2.0
                nonsense
                """);
        ServerReading before = new ServerReading(0, figures);
        ServerReading after = new ServerReading(2_000_000_000L, Map.of("process_cpu_seconds_total", 8.5));

        assertThat(before.heapBytes()).isEqualTo(3.0E7);
        assertThat(figures).containsEntry(ServerWatch.DROPPED, 3.0);
        assertThat(before.residentBytes()).isNull();
        assertThat(after.coresSince(before)).isEqualTo(0.5);
        assertThat(after.since(before, ServerWatch.DROPPED)).isNull();
        assertThat(ServerReading.unknown(0).coresSince(before)).isNull();
    }

    @Test
    void generator_thatWasLateOrBusy_isTheBottleneck() {
        assertThat(reading(1_000, 0.5).isBottleneck(delivery(20_000))).isFalse();
        assertThat(reading(1_000, 0.95).isBottleneck(delivery(20_000))).isTrue();
        assertThat(reading(15_000, 0.5).isBottleneck(delivery(20_000))).isTrue();
        assertThat(reading(4_000, 0.5).isBottleneck(delivery(1_000))).isFalse();
    }

    private static Generator.Reading reading(long lateUs, double share) {
        return new Generator.Reading(delivery(lateUs), share, share);
    }

    private static Spread delivery(long us) {
        Meter meter = new Meter();
        meter.took(us);
        return meter.spread();
    }
}
