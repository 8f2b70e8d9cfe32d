package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.ListenAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fifth client does not read. The others notice nothing, and what is not told to it is told to be lost and counted. */
class IsolationIT {
    private static final int CLIENTS = 100;
    private static final int DEAF = 20;
    private static final int OUTBOX_BYTES = 64 << 10;

    /** As many of the shortest messages as fit into all outboxes of those who do not read. */
    private static final long MOST_BUFFERS = DEAF * OUTBOX_BYTES / 150;

    private static final Duration PACE = Duration.ofMillis(2);

    /** So many more that everybody who holds a quote has lost trades as well. */
    private static final int LOSSES = 200 * DEAF;

    private BusyGateway gateway;
    private Herd herd;

    @BeforeEach
    void start() throws IOException {
        gateway = new BusyGateway(config(), PACE);
        herd = new Herd(gateway, CLIENTS);
    }

    @AfterEach
    void stop() throws IOException {
        herd.close();
        gateway.close();
    }

    @Test
    void clients_thatDoNotRead_costTheOthersNothingAndLoseNothingUntold() throws Exception {
        List<Member> deaf = herd.members().subList(0, DEAF);
        List<Member> others = herd.members().subList(DEAF, CLIENTS);
        deaf.forEach(Member::fallDeaf);
        herd.connect();
        herd.await("following", CLIENTS, each -> each.rule().last() >= 0);
        await("quotewire_gateway_deliveries_queued", waiting -> waiting >= DEAF); // Each of them keeps its last quote.
        long before = metric("quotewire_gateway_deliveries_dropped_total");
        await("quotewire_gateway_deliveries_dropped_total", lost -> lost >= before + LOSSES);
        long buffers = buffersInUse();
        long held = metric("quotewire_gateway_deliveries_queued");
        gateway.fallSilent();
        deaf.forEach(Member::listen);
        herd.await("at the end", CLIENTS, each -> each.rule().last() == gateway.published());
        await("quotewire_gateway_slow_told_total", told -> told >= DEAF);
        awaitConserved();
        long slows = metric("quotewire_gateway_slow_told_total");
        herd.await(() -> "told " + sum(MemberRule::slows) + " times", () -> sum(MemberRule::slows) == slows);

        System.out.println("P6, C2, P11 verdict: of " + CLIENTS + " clients " + DEAF + " did not read; the others got"
                + " all trades up to " + gateway.published() + " in order, and never were slow; those " + DEAF
                + " were told of " + sum(MemberRule::lost) + " lost ones in " + sum(MemberRule::gaps) + " gaps and "
                + slows + " times that they were slow, as counted; meanwhile " + held + " messages were held and "
                + buffers + " buffers in use; accepted = sent + conflated + dropped");
        assertThat(herd.complaints()).isEmpty();
        assertThat(herd.members()).allMatch(each -> each.cuts() == 0);
        assertThat(others)
                .allMatch(each -> each.rule().lost() == 0 && each.rule().slows() == 0);
        assertThat(deaf).allMatch(each -> each.rule().lost() > 0 && each.rule().slows() > 0);
        assertThat(sum(MemberRule::gaps)).isEqualTo(metric("quotewire_gateway_gaps_told_total"));
        assertThat(buffers).as("of shared messages").isBetween(1L, MOST_BUFFERS);
        assertThat(held).as("one of each topic at most").isBetween(1L, 2L * DEAF);
    }

    private static GatewayConfig config() {
        GatewayConfig base =
                BusyGateway.config(HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0))));
        FanoutConfig fanout = new FanoutConfig(
                base.fanout().mailbox(),
                base.fanout().requests(),
                OUTBOX_BYTES,
                Duration.ofMinutes(5),
                base.fanout().stillAfter());
        return new GatewayConfig(base.lanes(), base.http(), fanout, base.session());
    }

    /** What was accepted is somewhere, and nothing is held any more. */
    private void awaitConserved() throws IOException {
        await("quotewire_gateway_deliveries_queued", held -> held == 0);
        await("quotewire_gateway_mailbox_publications", waiting -> waiting == 0);
        assertThat(metric("quotewire_gateway_deliveries_sent_total")
                        + metric("quotewire_gateway_deliveries_conflated_total")
                        + metric("quotewire_gateway_deliveries_dropped_total"))
                .isEqualTo(metric("quotewire_gateway_deliveries_accepted_total"));
        assertThat(metric("quotewire_gateway_publications_taken_total"))
                .isEqualTo(metric("quotewire_gateway_publications_total"));
    }

    private void await(String name, LongPredicate enough) throws IOException {
        long endNs = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!enough.test(metric(name))) {
            assertThat(System.nanoTime() - endNs)
                    .as("%s is %d", name, metric(name))
                    .isNegative();
        }
    }

    /** Asked for while the clients go on. */
    private long metric(String name) throws IOException {
        CompletableFuture<Long> asked = CompletableFuture.supplyAsync(() -> gateway.metric(name, ""));
        herd.await(() -> name + " is not told", asked::isDone);
        return asked.join();
    }

    /** Each has one message that all share, or is kept by a lane to be used again. */
    private long buffersInUse() throws IOException {
        CompletableFuture<Void> trimmed = CompletableFuture.runAsync(this::trim);
        herd.await(() -> "lanes do not trim", trimmed::isDone);
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    private void trim() {
        try {
            gateway.trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int sum(ToIntFunction<MemberRule> figure) {
        return herd.members().stream()
                .mapToInt(each -> figure.applyAsInt(each.rule()))
                .sum();
    }
}
