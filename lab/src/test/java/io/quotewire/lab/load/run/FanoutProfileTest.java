package io.quotewire.lab.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.load.report.LoadReport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a gateway may do wrong beside its messages; these are tampered with in {@code app}, where there is a real one. */
class FanoutProfileTest {
    private final AtomicInteger connections = new AtomicInteger();

    /** What the gateway does on one connection. */
    @FunctionalInterface
    private interface Deed {
        void on(int connection, StandInGateway gateway) throws IOException;
    }

    private StandIn gateway(Deed deed) throws IOException {
        return new StandIn((path, talk) -> {
            StandInGateway gateway = new StandInGateway(talk);
            gateway.begin(); // Connections that only ask for the time end here.
            deed.on(connections.incrementAndGet(), gateway);
        });
    }

    private LoadReport run(Profile profile, int clients, Deed deed, String... thresholds) throws Exception {
        try (StandIn server = gateway(deed)) {
            return Plans.run(Plans.plan(server.url("/v1/ws"), profile, clients, thresholds));
        }
    }

    @Test
    void followers_ofASoundServer_pass() throws Exception {
        LoadReport report = run(Profile.FANOUT, 3, (connection, gateway) -> {
            gateway.answers();
            gateway.follow();
        });

        assertThat(Plans.broken(report)).isEmpty();
        assertThat(Plans.words(report, "connections")).contains("opened 3", "failed 0", "closed_early 0");
        assertThat(Plans.words(report, "check")).contains("verdict nothing found", "whole 3", "books_compared 3");
    }

    @Test
    void connection_thatEndsEarly_isAnError() throws Exception {
        LoadReport report = run(Profile.FANOUT, 3, (connection, gateway) -> {
            if (connection != 2) {
                gateway.answers();
                gateway.follow();
            }
        });

        assertThat(Plans.broken(report)).containsExactly("errors");
        assertThat(Plans.words(report, "connections")).contains("closed_early 1");
    }

    @Test
    void topic_thatNeverBegins_isAnError() throws Exception {
        try (StandIn server = new StandIn((path, talk) -> {
            if (connections.incrementAndGet() == 2) {
                while (true) {
                    talk.hear();
                }
            }
            StandInGateway gateway = new StandInGateway(talk);
            gateway.begin();
            gateway.answers();
            gateway.follow();
        })) {
            LoadReport report = Plans.run(Plans.plan(server.url("/v1/ws"), Profile.FANOUT, 3));

            assertThat(Plans.broken(report)).contains("errors");
            assertThat(Plans.words(report, "errors")).contains("never told all that was asked for 1");
        }
    }

    @Test
    void server_thatSaysNothingNew_doesNotPass() throws Exception {
        LoadReport report = run(
                Profile.FANOUT,
                2,
                (connection, gateway) -> {
                    gateway.answers();
                    gateway.stay();
                },
                "p99<50ms");

        assertThat(Plans.broken(report)).containsExactly("p99", "messages");
    }

    @Test
    void client_thatIsToldNothingMore_hasLostTheRest() throws Exception {
        LoadReport report = run(Profile.FANOUT, 3, (connection, gateway) -> {
            gateway.answers();
            if (connection == 2) {
                gateway.follow(10);
            }
            gateway.follow();
        });

        assertThat(Plans.broken(report)).containsExactly("lost");
    }

    @Test
    void lastMessage_thatOneClientLacks_isLost() throws Exception {
        LoadReport report = run(Profile.FANOUT, 3, (connection, gateway) -> {
            gateway.answers();
            gateway.follow(connection == 3 ? 40 : 41);
        });

        assertThat(Plans.broken(report)).containsExactly("lost");
        assertThat(report.faults().getFirst().toString())
                .contains("the last that came was 40, others were told 1 more");
    }

    @Test
    void witness_besideAnOnlyClient_isHeldToTheSame() throws Exception {
        LoadReport report = run(Profile.FANOUT, 1, (connection, gateway) -> {
            gateway.answers();
            if (connection == 1) { // It comes first.
                gateway.follow(10);
            }
            gateway.follow();
        });

        assertThat(Plans.broken(report)).containsExactly("lost");
        assertThat(Plans.words(report, "connections")).contains("opened 2", "closed_early 0");
    }

    @Test
    void book_thatIsPromisedAgain_andDoesNotCome_isLost() throws Exception {
        LoadReport report = run(Profile.FANOUT, 3, (connection, gateway) -> {
            gateway.onlyPromises();
            gateway.follow();
        });

        assertThat(Plans.broken(report)).containsExactlyInAnyOrder("lost", "errors");
        assertThat(report.faults().getFirst().toString()).contains("asked for again and did not come");
    }

    @Test
    void client_thatCameBack_andIsDroppedAgain_isAnError() throws Exception {
        LoadReport report = run(Profile.HERD, 2, (connection, gateway) -> {
            gateway.answers();
            if (connection < 4) {
                gateway.follow();
            }
        });

        assertThat(Plans.broken(report)).contains("errors");
        assertThat(Plans.words(report, "connections")).contains("closed_early 1");
        assertThat(Plans.words(report, "herd")).contains("reset 2", "back 2");
    }

    @Test
    void run_thatIsStopped_reportsWhatWas() throws Exception {
        stopped(Profile.SOAK, "soak");
    }

    @Test
    void slowPhase_thatIsStopped_isTheOneReported() throws Exception {
        LoadReport report = stopped(Profile.SLOW, "with");

        assertThat(Plans.words(report, "healthy")).hasSize(2);
    }

    private LoadReport stopped(Profile profile, String phase) throws Exception {
        CompletableFuture<String> stop = new CompletableFuture<>();
        try (StandIn server = gateway((connection, gateway) -> {
            gateway.answers();
            gateway.follow();
        })) {
            LoadPlan plan = Plans.plan(server.url("/v1/ws"), profile, 2);
            LoadReport report = LoadTest.run(
                    plan,
                    progress -> {
                        if (progress.phase().equals(phase)) {
                            stop.complete("enough");
                        }
                    },
                    stop);

            assertThat(report.notes()).anyMatch(note -> note.startsWith("Ended early"));
            assertThat(Plans.broken(report)).isEmpty();
            return report;
        }
    }
}
