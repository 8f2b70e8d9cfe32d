package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineMetricTest {
    @Test
    void names_sayWhatTheyAre() {
        assertThat(EngineMetric.values()).allSatisfy(metric -> {
            assertThat(metric.id()).matches("quotewire_engine_[a-z_]+");
            assertThat(metric.id().endsWith("_total")).isEqualTo(metric.type() == Metric.Type.COUNTER);
            assertThat(metric.help()).endsWith(".");
        });
    }

    @Test
    void readings_coverEachMetric_onceForEachSetOfLabels() {
        Crank crank = new Crank();
        new BookTalk(crank, "okx")
                .snapshot(1, "10 1", "11 1")
                .delta(1, "10 2", "")
                .after(1_000);
        List<Metric.Reading> readings = crank.engine.read();

        assertThat(readings).extracting(Metric.Reading::metric).contains(EngineMetric.values());
        assertThat(readings)
                .extracting(reading -> reading.metric().id() + reading.labels())
                .doesNotHaveDuplicates();
    }
}
