package io.quotewire.lab.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.load.check.ReplyCheck;
import io.quotewire.lab.load.report.LoadReport;
import io.quotewire.lab.load.run.Requester.Endpoint;
import io.quotewire.lab.load.run.StandIn.Talk;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotesProfileTest {
    private static final String ALL = "{\"BTC-USDT\": \"28012.3\", \"ETH-USDT\": \"1867.45\"}";
    private static final String ONE = "{\"BTC-USDT\": \"28012.3\"}";

    private final AtomicInteger requests = new AtomicInteger();

    /** Answers each request but does something else once, at the hundredth. */
    private StandIn server(String atTheHundredth) throws IOException {
        return new StandIn((path, talk) -> {
            while (true) {
                talk.hear();
                String reply = path.equals("/courses") ? ALL : ONE;
                say(talk, requests.incrementAndGet() == 100 ? atTheHundredth : reply, reply);
            }
        });
    }

    private static StandIn answering() throws IOException {
        return new StandIn((path, talk) -> {
            while (true) {
                talk.hear();
                talk.say(path.equals("/courses") ? ALL : ONE);
            }
        });
    }

    private static void say(Talk talk, String what, String reply) throws IOException {
        switch (what) {
            case "nothing" -> {}
            case "twice" -> {
                talk.say(reply);
                talk.say(reply);
            }
            case "hang up" -> throw new IOException("enough");
            default -> talk.say(what);
        }
    }

    @Test
    void requests_eachAnswered_areMatched_andTheRunPasses() throws Exception {
        try (StandIn server = answering()) {
            LoadReport report = Plans.run(Plans.patient(server.url("/"), Profile.QUOTES, 4));

            assertThat(Plans.broken(report)).isEmpty();
            assertThat(report.passed()).isTrue();
            assertThat(Plans.words(report, "errors")).containsExactly("all none");
            assertThat(Plans.words(report, "requests")).containsExactly("/courses 100 100", "/BTC-USDT 100 100");
        }
    }

    @Test
    void connections_ofAnOddNumber_askForEachPathAsOften() throws Exception {
        try (StandIn server = answering()) {
            LoadReport report = Plans.run(Plans.patient(server.url("/"), Profile.QUOTES, 3));

            assertThat(Plans.words(report, "requests")).containsExactly("/courses 100 100", "/BTC-USDT 100 100");
        }
    }

    /** As if whoever paces them had slept beyond the end of the measured time. */
    @Test
    void requests_notYetSentWhenTimeIsOver_areSentYet() throws Exception {
        try (StandIn server = answering()) {
            LoadPlan plan = Plans.patient(server.url("/"), Profile.QUOTES, 4);
            LoadReport report = late(plan, Duration.ofMillis(1_500), new CompletableFuture<>());

            assertThat(Plans.broken(report)).isEmpty();
            assertThat(Plans.words(report, "requests")).containsExactly("/courses 100 100", "/BTC-USDT 100 100");
        }
    }

    @Test
    void requests_thatAreNeverSent_areErrors() throws Exception {
        try (StandIn server = answering()) {
            LoadPlan plan = Plans.plan(server.url("/"), Profile.QUOTES, 4);
            LoadReport report = late(plan, Duration.ofHours(1), new CompletableFuture<>());

            assertThat(Plans.broken(report)).containsExactly("errors", "messages");
            assertThat(Plans.words(report, "errors")).contains("not sent: too late 200");
        }
    }

    @Test
    void requests_ofARunThatIsStopped_needNotBeSent() throws Exception {
        try (StandIn server = answering()) {
            LoadPlan plan = Plans.plan(server.url("/"), Profile.QUOTES, 4);
            LoadReport report = late(plan, Duration.ofHours(1), CompletableFuture.completedFuture("enough"));

            assertThat(Plans.words(report, "errors")).containsExactly("all none");
        }
    }

    @Test
    void requests_beyondTheMostThatMayWait_areNotSent_andErrors() throws Exception {
        try (StandIn server = new StandIn((path, talk) -> silent(talk));
                Workbench bench = bench(Plans.patient(server.url("/"), Profile.QUOTES, 1), new CompletableFuture<>())) {
            Errors errors = new Errors();
            Requester requester = requester(bench, errors);
            open(bench, requester);
            bench.loop().run(() -> IntStream.range(0, 10).forEach(requester::ask));

            assertThat(bench.loop().ask(requester::waiting)).isEqualTo(3);
            assertThat(bench.loop().ask(errors::counts)).containsOnly(Map.entry("not sent: too many unanswered", 7L));
        }
    }

    @Test
    void requester_thatHasLeft_doesNotConnectAnyMore() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (StandIn server = new StandIn(number -> connections.incrementAndGet() > 0, (path, talk) -> silent(talk));
                Workbench bench = bench(Plans.patient(server.url("/"), Profile.QUOTES, 1), new CompletableFuture<>())) {
            Requester early = requester(bench, new Errors());
            bench.loop().run(early::leave);
            bench.loop().run(early::open);
            open(bench, requester(bench, new Errors())); // It comes after, so the other is not on its way.

            assertThat(connections).hasValue(1);
        }
    }

    private static void silent(Talk talk) throws IOException {
        while (true) {
            talk.hear();
        }
    }

    /** One of whose requests three may wait. */
    private static Requester requester(Workbench bench, Errors errors) {
        Endpoint endpoint = new Endpoint("/courses", new ReplyCheck(null));
        return bench.loop().ask(() -> new Requester(bench.loop(), bench.plan().target(), endpoint, errors, 3));
    }

    private static void open(Workbench bench, Requester requester) throws InterruptedException {
        bench.loop().run(requester::open);
        bench.await("ramp", bench.plan().patience(), 1, () -> requester.hasOpened() ? 1L : 0L, () -> 0);
    }

    @Test
    void reply_thatNeverCame_isAnError() throws Exception {
        assertError("nothing", "never answered 1");
    }

    @Test
    void reply_thatNobodyAskedFor_isAnError() throws Exception {
        // It answers the next request of its connection, which then has one too many at the end, or it comes while none
        // waits.
        assertError("twice", "a reply that nobody asked for 1");
    }

    @Test
    void reply_ofTheWrongKind_isAnError() throws Exception {
        assertError("{\"error\":\"busy\"}", "reply: error busy 1");
    }

    @Test
    void connection_thatEnds_isAnError_andSoIsWhatItLeavesUnanswered() throws Exception {
        try (StandIn server = server("hang up")) {
            LoadReport report = run(server);

            assertThat(Plans.broken(report)).containsExactly("errors");
            assertThat(Plans.words(report, "errors"))
                    .anyMatch(word -> word.startsWith("not sent: the connection had ended "))
                    .anyMatch(word -> word.startsWith("never answered "));
        }
    }

    @Test
    void server_thatIsNot_isSaid() {
        LoadPlan plan = Plans.plan("ws://127.0.0.1:1", Profile.QUOTES, 2);

        assertThatThrownBy(() -> Plans.run(plan))
                .isInstanceOf(CannotConnect.class)
                .hasMessageContaining("refused");
    }

    private void assertError(String atTheHundredth, String error) throws Exception {
        try (StandIn server = server(atTheHundredth)) {
            LoadReport report = run(server);

            assertThat(Plans.broken(report)).containsExactly("errors");
            assertThat(report.passed()).isFalse();
            assertThat(Plans.words(report, "errors")).contains(error);
        }
    }

    /** A run whose first request is due so much later than its measured time begins. */
    private static LoadReport late(LoadPlan plan, Duration by, CompletableFuture<?> stop) throws Exception {
        try (Workbench bench = bench(plan, stop)) {
            return QuotesProfile.run(bench, () -> System.nanoTime() + by.toNanos());
        }
    }

    private static Workbench bench(LoadPlan plan, CompletableFuture<?> stop) {
        return new Workbench(plan, progress -> {}, stop);
    }

    private static LoadReport run(StandIn server) throws CannotConnect, InterruptedException {
        return Plans.run(Plans.plan(server.url("/"), Profile.QUOTES, 4));
    }
}
