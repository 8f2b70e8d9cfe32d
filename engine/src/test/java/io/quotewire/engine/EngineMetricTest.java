package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
        List<Metric.Reading> readings = new Crank().engine.read();

        assertThat(readings).extracting(Metric.Reading::metric).contains(EngineMetric.values());
        assertThat(readings)
                .extracting(reading -> reading.metric().id() + reading.labels())
                .doesNotHaveDuplicates();
    }
}
