package io.quotewire.lab.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.report.Section;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanSectionTest {
    private static List<String> words(Section section) {
        return ((Section.Facts) section)
                .facts().stream()
                        .map(fact -> fact.key() + " " + fact.figure().raw())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "FANOUT ~ clients 3; ramp_ms 0; topics ticker:best:BTC-USDT,book.10:best:BTC-USDT,trade:best:BTC-USDT; rate_ms 0; transport ws=1,sse=0",
                "SOAK ~ clients 3; ramp_ms 0; topics ticker:best:BTC-USDT,book.10:best:BTC-USDT,trade:best:BTC-USDT; rate_ms 0; transport ws=1,sse=0",
                "HERD ~ clients 3; ramp_ms 0; topics ticker:best:BTC-USDT,book.10:best:BTC-USDT,trade:best:BTC-USDT; rate_ms 0; return_within_ms 100",
                "SLOW ~ clients 3; ramp_ms 0; topics ticker:best:BTC-USDT,book.10:best:BTC-USDT,trade:best:BTC-USDT; rate_ms 0; slow_percent 20; slow_bytes_per_s 0",
                "QUOTES ~ clients 3; requests_per_s 200; pair BTC-USDT",
                "TICKS ~ rounds 3,7; pair BTC-USDT",
                "CLIENT_REPORT ~ pair BTC-USDT",
            })
    void plan_hasWhatItsProfileUses(Profile profile, String facts) {
        assertThat(String.join("; ", words(PlanSection.of(Plans.plan("ws://h", profile, 3)))))
                .isEqualTo(facts + "; duration_ms 1000; timeout_ms 2000");
    }

    @Test
    void report_ofARun_hasItsPlan_andWhatJavaWasGiven() throws Exception {
        try (StandIn server = new StandIn((path, talk) -> talk.hear())) {
            LoadPlan plan = Plans.plan(server.url("/"), Profile.CLIENT_REPORT, 1);
            LoadReport report = LoadTest.run(plan, progress -> {}, CompletableFuture.completedFuture("enough"));

            assertThat(Plans.words(report, "plan")).contains("pair BTC-USDT", "duration_ms 1,000");
            assertThat(Plans.words(report, "environment"))
                    .anyMatch(word -> word.startsWith("max_heap_bytes "))
                    .anyMatch(word -> word.startsWith("jvm_flags "));
        }
    }
}
