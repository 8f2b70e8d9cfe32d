package io.quotewire.lab.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.load.link.Connection;
import io.quotewire.lab.load.link.Ear;
import io.quotewire.lab.load.link.Ending;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A load test that has a fault of its own must not blame the server, and not pass. */
class WorkbenchTest {
    private static final class BrokenEar implements Ear {
        private final CompletableFuture<Ending> ended = new CompletableFuture<>();

        @Override
        public void opened() {}

        @Override
        public void heard(byte[] bytes, int from, int to) {
            throw new ArithmeticException("our own fault");
        }

        @Override
        public void ended(Ending ending) {
            ended.complete(ending);
        }
    }

    @Test
    void fault_inWhatIsHeard_isTheLoadTests() throws Exception {
        try (StandIn server = new StandIn((path, talk) -> {
                    talk.say("{}");
                    talk.hear();
                });
                Workbench bench = bench(server.url("/v1/ws"))) {
            bench.checkItself();
            BrokenEar ear = new BrokenEar();
            bench.loop()
                    .run(() -> new Connection(
                                    bench.loop(), bench.plan().target(), "/v1/ws", Connection.Kind.WEB_SOCKET, ear)
                            .open());
            ear.ended.get(20, TimeUnit.SECONDS);

            assertFailed(bench);
        }
    }

    @Test
    void fault_inALaterStep_isTheLoadTests_andEndsTheRun() throws Exception {
        try (Workbench bench = bench("ws://127.0.0.1:1/v1/ws")) {
            bench.loop().later(0, () -> {
                throw new ArithmeticException("our own fault");
            });
            bench.pass("run", Duration.ofHours(1), () -> null, () -> 0L);

            assertThat(bench.isStopped()).isTrue();
            assertFailed(bench);
        }
    }

    private static void assertFailed(Workbench bench) {
        assertThatThrownBy(bench::checkItself)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the load test itself has failed")
                .hasRootCauseMessage("our own fault");
    }

    private static Workbench bench(String url) {
        return new Workbench(Plans.plan(url, Profile.FANOUT, 1), progress -> {}, new CompletableFuture<>());
    }
}
