package io.quotewire.lab.load.run;

import io.quotewire.lab.load.link.Target;
import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Short runs, and what their reports say. */
final class Plans {
    private Plans() {}

    static LoadPlan plan(String url, Profile profile, int clients, String... thresholds) {
        return plan(url, profile, clients, Duration.ofSeconds(2), thresholds);
    }

    /** Where all that is waited for comes, and a busy machine may take its time. */
    static LoadPlan patient(String url, Profile profile, int clients) {
        return plan(url, profile, clients, Duration.ofMinutes(1));
    }

    private static LoadPlan plan(String url, Profile profile, int clients, Duration patience, String... thresholds) {
        return new LoadPlan(
                Target.parse(url),
                profile,
                clients,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Mix.WS,
                LoadPlan.DEFAULT_TOPICS,
                0,
                200,
                "BTC-USDT",
                List.of(3, 7),
                20,
                0,
                Duration.ofMillis(100),
                patience,
                42,
                List.of(thresholds).stream().map(Threshold::parse).toList());
    }

    static LoadReport run(LoadPlan plan) throws CannotConnect, InterruptedException {
        return LoadTest.run(plan, progress -> {}, new CompletableFuture<>());
    }

    /** The facts and cells of a section, in its order and without their names. */
    static List<String> words(LoadReport report, String section) {
        return report.sections().stream()
                .filter(each -> each.key().equals(section))
                .flatMap(each -> switch (each) {
                    case Section.Facts facts ->
                        facts.facts().stream()
                                .map(fact -> fact.key() + " " + fact.figure().text());
                    case Section.Table table ->
                        table.rows().stream()
                                .map(row -> row.getFirst().text() + " "
                                        + row.get(1).text() + " " + row.get(2).text());
                })
                .toList();
    }

    /** The thresholds that did not hold. */
    static List<String> broken(LoadReport report) {
        return report.thresholds().stream()
                .filter(judged -> !judged.passed())
                .map(judged -> judged.threshold().name())
                .toList();
    }
}
