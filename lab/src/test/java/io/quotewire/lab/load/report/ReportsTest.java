package io.quotewire.lab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.load.check.Fault;
import io.quotewire.lab.load.measure.Meter;
import io.quotewire.lab.load.measure.Spread;
import io.quotewire.lab.load.measure.Timeline.Second;
import io.quotewire.lab.load.report.LoadReport.Curve;
import io.quotewire.lab.load.report.Section.Column;
import io.quotewire.lab.load.report.Section.Fact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final LoadReport REPORT = report(List.of());

    private static LoadReport report(List<Fault> faults) {
        return new LoadReport(
                "fanout",
                "ws://127.0.0.1:8000/v1/ws",
                LoadReport.judge(
                        List.of(Threshold.parse("p99<50ms"), Threshold.parse("lost==0"), Threshold.parse("back.99<1s")),
                        Map.of("p99", 14.6, "lost", 0.0)),
                List.of(
                        new Section.Facts(
                                "connections",
                                "CONNECTIONS",
                                List.of(
                                        new Fact("opened", "opened", Figure.count(1_000)),
                                        new Fact("cores", "cores", Figure.unknown()))),
                        new Section.Table(
                                "delivery",
                                "DELIVERY ms",
                                List.of(new Column("transport", ""), new Column("p50_ms", "p50")),
                                List.of(
                                        List.of(Figure.text("ws"), Figure.ms(1.14)),
                                        List.of(Figure.text("<sse>"), Figure.none())))),
                faults,
                List.of("Same host."),
                List.of(new Curve("ws", spread())),
                List.of(new Second(1, 10, 100, 1, 2, 3), new Second(2, 30, 300, 1, 4, 5)));
    }

    private static Spread spread() {
        Meter meter = new Meter();
        for (int us = 1; us < 5_000; us++) {
            meter.took(us);
        }
        return meter.spread();
    }

    @Test
    void text_hasThresholdsFirst_andColumnsAligned() {
        assertThat(TextReport.of(REPORT, false)).isEqualTo("""
                        THRESHOLDS
                          ✓ p99 < 50 ms         14.6 ms
                          ✓ lost == 0           0
                          ✗ back.99 < 1000 ms   not measured
                        CONNECTIONS   opened 1,000  cores unknown
                        DELIVERY ms
                                         p50
                          ws            1.14
                          <sse>            –
                        NOTE          Same host.
                        """);
    }

    @Test
    void text_inColour_marksWhatHeldAndWhatBroke() {
        assertThat(TextReport.of(REPORT, true)).contains("\u001b[32m✓\u001b[0m", "\u001b[31m✗\u001b[0m");
    }

    @Test
    void json_saysTheSame_andNullForWhatIsUnknown() {
        assertThat(JsonReport.of(REPORT))
                .startsWith("{\"schema\":\"quotewire.bench/1\",\"profile\":\"fanout\"")
                .contains("\"passed\":false")
                .contains(
                        "{\"figure\":\"back.99\",\"comparison\":\"<\",\"limit\":1000.0,\"value\":null,\"passed\":false}")
                .contains("\"connections\":{\"opened\":1000,\"cores\":null}")
                .contains(
                        "\"delivery\":[{\"transport\":\"ws\",\"p50_ms\":1.14},{\"transport\":\"<sse>\",\"p50_ms\":null}]")
                .contains("\"seconds\":[{\"at\":1,\"messages\":10,")
                .endsWith("}\n");
    }

    @Test
    void html_needsNothingElse_andIsEscaped() {
        String html = HtmlReport.of(report(List.of(new Fault(Fault.Kind.LOST, "t", "a <script>"))));

        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("<polyline", "prefers-color-scheme:dark", "&lt;sse&gt;", "a &lt;script&gt;", "✗ failed")
                .doesNotContain("<script", "http://", "https://", "@import", "url(");
    }

    @Test
    void finding_aloneFailsARun() {
        LoadReport clean =
                new LoadReport("fanout", "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

        assertThat(clean.passed()).isTrue();
        assertThat(new LoadReport(
                                "fanout",
                                "",
                                List.of(),
                                List.of(),
                                List.of(new Fault(Fault.Kind.LOST, null, "one")),
                                List.of(),
                                List.of(),
                                List.of())
                        .passed())
                .isFalse();
    }
}
