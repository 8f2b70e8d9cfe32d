package io.quotewire.lab.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.run.StandIn.Talk;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TicksProfileTest {
    private final AtomicInteger connections = new AtomicInteger();

    /** Pushes a price some hundred times a second; each fortieth is the unusual one. */
    private static StandIn server(String unusual) throws IOException {
        return new StandIn((path, talk) -> {
            if (!path.equals("/websocket")) {
                throw new IOException("only prices are told here");
            }
            for (int i = 0; true; i++) {
                push(talk, i % 40 == 39 && !unusual.isEmpty() ? unusual : tick());
            }
        });
    }

    private static void push(Talk talk, String text) throws IOException {
        talk.say(text);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }

    private static void tell(Talk talk) throws IOException {
        while (true) {
            push(talk, tick());
        }
    }

    private static void beSilent(Talk talk) throws IOException {
        while (true) {
            talk.hear();
        }
    }

    private static String tick() {
        return tick(Instant.now());
    }

    private static String tick(Instant now) {
        return String.format(
                Locale.ROOT,
                "{\"price\": 43299.71, \"timestamp\": %d.%06d}",
                now.getEpochSecond(),
                now.getNano() / 1_000);
    }

    @Test
    void rounds_areTakenInTurn_inTheOlderToolsShape() throws Exception {
        try (StandIn server = server("")) {
            LoadReport report = Plans.run(Plans.plan(server.url("/"), Profile.TICKS, 1));

            assertThat(report.passed()).isTrue();
            assertThat(Plans.words(report, "rounds")).hasSize(2).allMatch(row -> row.matches("[37] [0-9.]+ [0-9.]+"));
            assertThat(report.curves()).allMatch(curve -> !curve.spread().isEmpty());
        }
    }

    @Test
    void clientReport_saysWhatOneClientGot() throws Exception {
        try (StandIn server = server("")) {
            LoadReport report = Plans.run(Plans.plan(server.url("/"), Profile.CLIENT_REPORT, 1));

            assertThat(report.passed()).isTrue();
            assertThat(Plans.words(report, "client")).anyMatch(fact -> fact.matches("payload_bytes 5[0-9] B"));
            assertThat(Plans.words(report, "client")).contains("errors 0", "server_cores unknown");
        }
    }

    @Test
    void price_thatIsNone_isAnError() throws Exception {
        try (StandIn server = server("{\"price\": null}")) {
            LoadReport report = Plans.run(Plans.plan(server.url("/"), Profile.CLIENT_REPORT, 1));

            assertThat(Plans.broken(report)).containsExactly("errors");
        }
    }

    /** A change to another venue may bring it. */
    @Test
    void price_thatIsOlderThanTheLast_isCounted_andNoError() throws Exception {
        try (StandIn server = server("{\"price\": 1.2e-05, \"timestamp\": 5}")) {
            LoadReport report = Plans.run(Plans.plan(server.url("/"), Profile.CLIENT_REPORT, 1));

            assertThat(Plans.broken(report)).isEmpty();
            assertThat(Plans.words(report, "client"))
                    .contains("errors 0")
                    .anyMatch(word -> word.matches("older [1-9][0-9]*"));
        }
    }

    @Test
    void client_thatIsToldNothing_whileOthersAre_isAnError() throws Exception {
        try (StandIn server = new StandIn((path, talk) -> {
            if (connections.incrementAndGet() == 2) {
                beSilent(talk);
            }
            tell(talk);
        })) {
            LoadReport report = Plans.run(Plans.plan(server.url("/"), Profile.TICKS, 1));

            assertThat(Plans.broken(report)).containsExactly("errors");
            assertThat(Plans.words(report, "errors")).contains("no price, while others got one 1");
        }
    }

    @Test
    void round_inWhichNothingIsTold_doesNotPassBehindTheOthers() throws Exception {
        try (StandIn server = new StandIn((path, talk) -> {
            if (connections.incrementAndGet() > 3) {
                beSilent(talk);
            }
            tell(talk);
        })) {
            LoadReport report = Plans.run(Plans.plan(server.url("/"), Profile.TICKS, 1));

            assertThat(Plans.broken(report)).containsExactly("errors", "messages");
            assertThat(Plans.words(report, "errors"))
                    .containsExactly("all 1", "a round in which no price came to anybody 1");
        }
    }

    /** One that opens and ends stands for nobody else. */
    @Test
    void client_thatNeverOpens_isAnError_whoeverElseEnds() throws Exception {
        try (StandIn server = new StandIn(number -> number != 1, (path, talk) -> {
            if (connections.incrementAndGet() > 1) {
                tell(talk);
            }
        })) {
            LoadReport report = Plans.run(Plans.plan(server.url("/"), Profile.TICKS, 1));

            assertThat(Plans.words(report, "errors")).contains("never opened 1", "ended without a word 1");
        }
    }

    @Test
    void times_thatMostlyEndBeforeTheyBegin_areAnError_andSaidAloud() throws Exception {
        try (StandIn server = new StandIn((path, talk) -> {
            while (true) {
                push(talk, tick(Instant.now().plusSeconds(60)));
            }
        })) {
            LoadReport report = Plans.run(Plans.plan(server.url("/"), Profile.CLIENT_REPORT, 1, "p99<50ms"));

            assertThat(Plans.broken(report)).containsExactly("errors");
            assertThat(report.notes())
                    .anyMatch(note -> note.startsWith("THE TIMES ARE NOT TO BE BELIEVED"))
                    .anyMatch(note ->
                            note.endsWith("messages came before they were sent, by the clocks; they count as 0 ms."));
        }
    }

    @Test
    void time_thatNowAndThenEndsBeforeItBegan_isNoted() throws Exception {
        try (StandIn server = server(tick(Instant.now().plusSeconds(60)))) {
            LoadReport report = Plans.run(Plans.plan(server.url("/"), Profile.CLIENT_REPORT, 1));

            assertThat(Plans.broken(report)).isEmpty();
            assertThat(report.notes()).anyMatch(note -> note.contains(" messages came before they were sent"));
        }
    }

    @Test
    void run_thatIsStoppedBeforeItsFirstRound_hasAReport() throws Exception {
        try (StandIn server = server("")) {
            LoadPlan plan = Plans.plan(server.url("/"), Profile.TICKS, 1);
            LoadReport report = LoadTest.run(plan, progress -> {}, CompletableFuture.completedFuture("enough"));

            assertThat(report.notes()).anyMatch(note -> note.startsWith("Ended early"));
            assertThat(Plans.words(report, "rounds")).hasSize(1);
            assertThat(Plans.words(report, "errors")).containsExactly("all none");
        }
    }
}
