package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.HttpLimits;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.gateway.session.SessionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Clients on a network that fails, beside one that must notice nothing. Each test says in one line what it saw; ages and
 * shares are of this machine and are shown, not asserted.
 */
class NetworkFaultsIT {
    private static final Duration PONG = Duration.ofSeconds(3);

    /** Without progress: the kernel alone may have more than ten seconds' worth of a narrow line. */
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void clients_whoseCableIsPulled_areGoneInTimeAndLeaveNothing() throws Exception {
        try (Namespace far = Namespace.create("a pulled cable");
                BusyGateway gateway = gateway(Duration.ofMillis(20), 1 << 20, LONG, impatient(), far)) {
            Control control = gateway.control();
            long before = sockets();
            try (FarClients clients = FarClients.in(far, gateway, 20, "trade:okx:BTC-USDT")) {
                gateway.awaitMetric("quotewire_gateway_seats", "", 21);
                clients.until(report -> report.open() == 20);
                far.pullCable();
                long pulledNs = System.nanoTime();
                gateway.awaitMetric("quotewire_gateway_sessions", "", 1);
                long goneMs = (System.nanoTime() - pulledNs) / 1_000_000;
                gateway.awaitMetric("quotewire_gateway_seats", "", 1);
                control.follow(10);

                awaitSockets(before);
                System.out.println("N1 verdict: 20 half-open clients gone after " + goneMs + " ms, pings each 1 s, "
                        + PONG.toSeconds() + " s for the answer; sockets " + before + " before and after");
                assertThat(gateway.metric("quotewire_gateway_sessions_closed_total", "\"4008\""))
                        .isEqualTo(20);
            }
        }
    }

    /** They cannot answer pings, as their protocol has none. */
    @Test
    void streams_whoseCableIsPulled_areGoneInTime() throws Exception {
        try (Namespace far = Namespace.create("a pulled cable");
                BusyGateway gateway = gateway(Duration.ofMillis(20), 1 << 20, LONG, impatient(), far)) {
            Control control = gateway.control();
            try (FarClients streams = FarClients.streamsIn(far, gateway, 5, "trade:okx:BTC-USDT")) {
                gateway.awaitMetric("quotewire_gateway_seats", "", 6);
                far.pullCable();
                long pulledNs = System.nanoTime();
                gateway.awaitMetric("quotewire_gateway_seats", "", 1);
                long goneMs = (System.nanoTime() - pulledNs) / 1_000_000;
                control.follow(10);

                System.out.println("N1 verdict: 5 event streams gone " + goneMs + " ms after their cable was pulled, "
                        + PONG.toSeconds() + " s are allowed without an answer");
                assertThat(streams.isAlive()).isTrue();
            }
        }
    }

    @Test
    void clients_thatLoseATenthOfTheirPackets_loseNoMessageUntoldAndSlowNobody() throws Exception {
        try (Namespace bad = Namespace.create("loss of packets", "iptables");
                Namespace good = Namespace.create("loss of packets", "iptables");
                BusyGateway gateway = gateway(Duration.ofMillis(20), 1 << 20, LONG, SessionConfig.DEFAULT, bad, good)) {
            Control control = gateway.control();
            try (FarClients lossy = FarClients.in(bad, gateway, 100, "trade:okx:BTC-USDT");
                    FarClients healthy = FarClients.in(good, gateway, 100, "trade:okx:BTC-USDT")) {
                control.follow(200);
                FarClients.Report before = healthy.report();
                lossy.report();
                bad.lose("0.1");
                control.follow(500);
                FarClients.Report after = healthy.report();
                FarClients.Report harmed = lossy.report();

                System.out.println("N3 verdict: ages in ms, middle, p99 and oldest: healthy before " + before.ages()
                        + ", healthy beside loss " + after.ages() + ", with a tenth lost " + harmed.ages()
                        + "; told as lost " + harmed.lost());
                for (FarClients.Report each : List.of(before, after, harmed)) {
                    assertThat(each.broken()).isZero();
                    assertThat(each.open()).isEqualTo(100);
                }
                assertThat(after.lost()).isZero();
                assertThat(harmed.updates()).isPositive();
            }
        }
    }

    /** Each on a line of its own, with little room: what waits for a socket is as old as the line is slow. */
    @Test
    void clients_onNarrowLines_getNewValuesAndAreToldExactlyWhatTheyLost() throws Exception {
        try (Namespace one = Namespace.create("a narrow line", "tc");
                Namespace other = Namespace.create("a narrow line", "tc");
                BusyGateway gateway =
                        gateway(Duration.ofMillis(4), 32 << 10, LONG, SessionConfig.DEFAULT, one, other)) {
            Control control = gateway.control();
            one.narrow("64kbit");
            other.narrow("64kbit");
            try (FarClients values = FarClients.in(one, gateway, 1, "quote:okx:BTC-USDT");
                    FarClients trades = FarClients.in(other, gateway, 1, "trade:okx:BTC-USDT")) {
                FarClients.Report all = trades.until(report -> report.lost() > 0);
                FarClients.Report latest = values.until(report -> report.updates() > 100);
                control.follow(10);

                System.out.println(
                        "N4 verdict: on 64 kbit/s each, of about 500 kbit/s: ages of values at 100 ms in ms, middle, p99"
                                + " and oldest " + latest.ages() + "; of all trades " + all.updates() + " received, "
                                + all.lost() + " told as lost, " + all.broken() + " lost untold");
                assertThat(latest.broken()).isZero();
                assertThat(all.broken()).isZero();
                assertThat(latest.updates()).isPositive();
                assertThat(all.updates()).isPositive();
            }
        }
    }

    /** A process that is stopped keeps its sockets, and its kernel answers for them as long as there is room. */
    @Test
    void clients_thatAreStopped_areCutAndLeaveNothing() throws Exception {
        try (BusyGateway gateway = gateway(Duration.ofMillis(1), 1 << 20, PONG, impatient())) {
            Control control = gateway.control();
            try (FarClients clients = FarClients.beside(gateway, 10, "trade:okx:BTC-USDT")) {
                gateway.awaitMetric("quotewire_gateway_seats", "", 11);
                clients.until(report -> report.open() == 10);
                clients.signal("STOP");
                long stoppedNs = System.nanoTime();
                gateway.awaitMetric("quotewire_gateway_seats", "", 1);
                long cutMs = (System.nanoTime() - stoppedNs) / 1_000_000;
                clients.signal("CONT");
                gateway.awaitMetric("quotewire_gateway_sessions", "", 1);
                control.follow(10);
                FarClients.Report report = clients.until(each -> each.open() == 0);

                System.out.println("C1 verdict: 10 stopped clients cut after " + cutMs
                        + " ms without an answer to a ping, " + PONG.toSeconds()
                        + " s are allowed; their connections ended as " + Set.copyOf(report.closes()));
                assertThat(report.broken()).isZero();
                assertThat(report.closes()).hasSize(10);
                assertThat(gateway.metric("quotewire_gateway_sessions_closed_total", "\"4008\""))
                        .isEqualTo(10);
            }
        }
    }

    /** Whose clients are pinged each second. */
    private static SessionConfig impatient() {
        return Patience.of(SessionConfig.DEFAULT.unfinishedWithin(), Duration.ofSeconds(1), PONG);
    }

    /** On loopback, for the control, and at each place's end of its cable. */
    private static BusyGateway gateway(
            Duration pace, int outboxBytes, Duration stalledAfter, SessionConfig session, Namespace... places)
            throws IOException {
        List<ListenAddress> listen = Stream.concat(
                        Stream.of("127.0.0.1"), Stream.of(places).map(Namespace::address))
                .map(address -> new ListenAddress(address, 0))
                .toList();
        HttpConfig http = new HttpConfig(listen, true, Set.of(), HttpLimits.DEFAULT);
        FanoutConfig fanout = new FanoutConfig(
                FanoutConfig.DEFAULT.mailbox(),
                FanoutConfig.DEFAULT.requests(),
                outboxBytes,
                stalledAfter,
                FanoutConfig.DEFAULT.stillAfter());
        return new BusyGateway(new GatewayConfig(2, http, fanout, session), pace);
    }

    private static long sockets() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(NetworkFaultsIT::isSocket).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException _) {
            return false; // It was the listing itself, or is closed by now.
        }
    }

    /** Waits until no more sockets are open than so many. */
    private static void awaitSockets(long most) throws IOException {
        long endNs = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (sockets() > most) {
            assertThat(System.nanoTime() - endNs)
                    .as("%d sockets, not %d, for half a minute", sockets(), most)
                    .isNegative();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
