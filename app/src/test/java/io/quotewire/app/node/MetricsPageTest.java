package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.gateway.fanout.GatewayMetric;
import io.quotewire.gateway.http.HttpMetric;
import io.quotewire.gateway.tls.TlsMetric;
import io.quotewire.lab.tape.RecorderMetric;
import io.quotewire.model.Metric;
import io.quotewire.store.history.HistoryMetric;
import io.quotewire.store.last.LastMetric;
import io.quotewire.venue.FeedMetric;
import io.quotewire.venue.limit.LimitMetric;
import io.quotewire.venue.poll.PollMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is what the modules list; {@code -Dgolden.update=true} writes it anew. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    @Test
    void page_inDocs_isWhatTheModulesList() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE).hasContent(page());
    }

    @Test
    void names_ofAll_areUniqueAndInTheFieldsStyle() {
        List<String> names = Stream.of(
                        FeedMetric.values(),
                        PollMetric.values(),
                        LimitMetric.values(),
                        EngineMetric.values(),
                        GatewayMetric.values(),
                        HttpMetric.values(),
                        TlsMetric.values(),
                        HistoryMetric.values(),
                        LastMetric.values(),
                        RecorderMetric.values(),
                        NodeMetric.values())
                .flatMap(Arrays::stream)
                .map(Metric::id)
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("quotewire(_[a-z0-9]+)+"));
    }

    private static String page() {
        return """
                # Metrics

                What `/metrics` shows, in Prometheus' text format, beside the JVM's own figures. Generated from the code; a test
                compares.
                """
                + table("Feeds, by `venue`", FeedMetric.values())
                + table("Sources without a stream, by `source`", PollMetric.values())
                + table("Limits, by `venue` and `limit`", LimitMetric.values())
                + table("Engine", EngineMetric.values())
                + table("Fan-out and sessions", GatewayMetric.values())
                + table("HTTP", HttpMetric.values())
                + table("TLS, where it is on", TlsMetric.values())
                + table("History, where it is on", HistoryMetric.values())
                + table("Last values, of a gateway of live venues", LastMetric.values())
                + table("Recorder, by `venue` where it says so", RecorderMetric.values())
                + table("Process", NodeMetric.values());
    }

    private static String table(String title, Metric... metrics) {
        StringBuilder text = new StringBuilder("\n## " + title + "\n\n| Name | Type | Meaning |\n|---|---|---|\n");
        for (Metric metric : metrics) {
            text.append("| `%s` | %s | %s |\n"
                    .formatted(metric.id(), metric.type().name().toLowerCase(Locale.ROOT), metric.help()));
        }
        return text.toString();
    }
}
