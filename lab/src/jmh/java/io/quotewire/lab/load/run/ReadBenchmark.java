package io.quotewire.lab.load.run;

import io.quotewire.lab.load.link.Target;
import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.report.Section;
import io.quotewire.lab.load.report.TextReport;
import io.quotewire.model.TopicPattern;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How many messages a second the load test itself reads and checks: the shipped run against a {@link BlastServer}. */
final class ReadBenchmark {
    private ReadBenchmark() {}

    /** Port, clients, seconds. */
    public static void main(String[] args) throws CannotConnect, InterruptedException {
        int clients = Integer.parseInt(args[1]);
        LoadPlan plan = new LoadPlan(
                Target.parse("ws://127.0.0.1:" + args[0]),
                Profile.FANOUT,
                clients,
                LoadPlan.rampOf(clients),
                Duration.ofSeconds(5),
                Duration.ofSeconds(Long.parseLong(args[2])),
                Mix.WS,
                List.of(TopicPattern.parse("quote:okx:BTC-USDT")),
                0,
                1_500,
                "BTC-USDT",
                LoadPlan.DEFAULT_ROUNDS,
                20,
                0,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                42,
                List.of());
        LoadReport report = LoadTest.run(plan, progress -> {}, new CompletableFuture<>());
        double perSecond = value(report, "messages", "per_s");
        double share = value(report, "generator", "loop_share");
        System.out.print(TextReport.of(report, false));
        System.out.printf(
                "READ %,.0f messages a second, the loop busy for %.0f%% of the time%n", perSecond, share * 100);
        System.exit(report.passed() ? 0 : 1);
    }

    private static double value(LoadReport report, String section, String fact) {
        for (Section each : report.sections()) {
            if (each instanceof Section.Facts facts && facts.key().equals(section)) {
                for (Section.Fact one : facts.facts()) {
                    if (one.key().equals(fact) && one.figure().raw() instanceof Number number) {
                        return number.doubleValue();
                    }
                }
            }
        }
        throw new IllegalArgumentException(section + "." + fact);
    }
}
