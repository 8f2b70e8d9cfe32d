package io.quotewire.lab.simulate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.host.AutoClose;
import io.quotewire.lab.host.WireClient;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Mark;
import io.quotewire.lab.stage.Stages;
import io.quotewire.model.Decimal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Simulated venues over real sockets. */
class SimulatorTest {
    private final AutoClose open = new AutoClose();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void subscription_yieldsFramesOfItsStreams() {
        Rig rig = open.add(new Rig());
        WireClient okx = rig.okx();
        WireClient binance = rig.binance();
        rig.pass(3_000);

        assertFrames("okx", Rig.heard(okx));
        assertFrames("binance", Rig.heard(binance));
    }

    private static void assertFrames(String venue, List<String> frames) {
        assertThat(frames.stream()
                        .map(frame ->
                                requireNonNull(Stages.byFolder(venue)).key(frame.getBytes(StandardCharsets.UTF_8)))
                        .distinct())
                .as(venue)
                .doesNotContainNull()
                .hasSize(6);
    }

    @Test
    void everySubscriber_getsTheSame_andWhoLeavesGetsNothing() {
        Rig rig = open.add(new Rig());
        WireClient one = rig.okx();
        WireClient other = rig.okx();
        rig.pass(1_000);
        assertThat(Rig.heard(one)).isNotEmpty().isEqualTo(Rig.heard(other));

        assertThat(one.send(Rig.okxRequest("unsubscribe")).next(6)).allMatch(ack -> ack.contains("unsubscribe"));
        rig.pass(1_000);
        assertThat(Rig.heard(one)).isEmpty();
        assertThat(Rig.heard(other)).isNotEmpty();
    }

    @Test
    void okx_tellsANewSubscriberTheLatest_binanceDoesNot() {
        Rig rig = open.add(new Rig()).pass(3_000);

        assertThat(Rig.heard(rig.okx())).hasSize(6);
        assertThat(Rig.heard(rig.binance())).isEmpty();
    }

    @Test
    void log_hasWhatSomebodyWasTold_andNothingElse() {
        Rig rig = open.add(new Rig()).pass(1_000);
        assertThat(rig.simulator.log().newest()).isZero();

        WireClient client = rig.binance();
        rig.pass(1_000);
        assertThat(Rig.heard(client)).isNotEmpty();
        long newest = rig.simulator.log().newest();
        assertThat(requireNonNull(rig.simulator.log().find(newest)).listing().venue())
                .isEqualTo("binance");
    }

    @Test
    void log_hasPastTradesThatRestTells_asSuch() throws Exception {
        Rig rig = open.add(new Rig()).pass(1_000);
        String answer =
                rig.get("okx", "/api/v5/market/history-trades?instId=BTC-USDT").body();
        List<String> sizes = Pattern.compile("\"sz\":\"([0-9.]+)\"")
                .matcher(answer)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(sizes)
                .isNotEmpty()
                .allMatch(size -> rig.simulator.log().past(Mark.in(Decimal.parse(size))) instanceof Traded traded
                        && traded.size().toString().equals(size));
        assertThat(rig.simulator.log().told()).isZero();
    }

    @Test
    void sameSeed_tellsTheSame() {
        Rig one = open.add(new Rig());
        Rig other = open.add(new Rig());
        WireClient oneClient = one.binance();
        WireClient otherClient = other.binance();
        one.pass(3_000);
        other.pass(3_000);

        assertThat(Rig.heard(oneClient)).isNotEmpty().isEqualTo(Rig.heard(otherClient));
    }

    @Test
    void everythingOverHttp_isMarkedSimulated() throws Exception {
        Rig rig = open.add(new Rig());
        var list = rig.get("okx", "/api/v5/public/instruments?instType=SPOT");

        assertThat(rig.connect("binance").headers().get("X-Quotewire-Simulated"))
                .isEqualTo("true");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body()).contains("\"BTC-USDT\"", "\"ETH-USDT\"");
        assertThat(list.headers().firstValue("X-Quotewire-Simulated")).hasValue("true");
        for (String unknown : List.of("/", "/api/v5/public/time-machine")) {
            var missing = rig.get("okx", unknown);
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.headers().firstValue("X-Quotewire-Simulated")).hasValue("true");
        }
    }

    @Test
    void addresses_areLoopbackAndTheirOwn() {
        Rig rig = open.add(new Rig());

        assertThat(rig.simulator.venues())
                .containsExactly("okx", "binance", "kraken", "coinbase", "coinbase-advanced", "bybit", "gate");
        assertThat(rig.simulator.instruments()).containsExactlyInAnyOrder(Rig.BTC, Rig.ETH);
        assertThat(rig.simulator.wsUrl("okx")).hasHost("127.0.0.1").hasPath("/ws/v5/public");
        assertThat(rig.simulator.restUrl("okx").getPort())
                .isEqualTo(rig.simulator.wsUrl("okx").getPort())
                .isNotEqualTo(rig.simulator.wsUrl("binance").getPort());
        assertThatThrownBy(() -> rig.simulator.wsUrl("binanse"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("binance");
    }

    @Test
    void config_thatCannotBe_isRefusedAndSaysWhatCan() {
        SimulatorConfig config = SimulatorConfig.of(1);

        assertThatThrownBy(() -> config.withVenues(List.of("okks"))).hasMessageContainingAll("okks", "okx");
        assertThatThrownBy(() -> config.withVenues(List.of())).hasMessageContainingAll("okx", "binance");
        assertThatThrownBy(() -> config.withVenues(List.of("okx", "okx"))).hasMessageContaining("each once");
        assertThatThrownBy(() -> config.withBustle(0)).hasMessageContaining("1 to 1000");
    }

    @Test
    void byItself_goesOn() throws IOException {
        Simulator simulator = open.add(Simulator.start(SimulatorConfig.of(7).withInstruments(List.of(Rig.BTC))));
        WireClient client = open.add(new WireClient(simulator.wsUrl("okx"))).send("""
                {"op":"subscribe","args":[{"channel":"bbo-tbt","instId":"BTC-USDT"}]}""");

        assertThat(client.next()).contains("\"event\":\"subscribe\"");
        assertThat(client.next(5)).allMatch(frame -> frame.contains("\"bids\""));
    }

    @Test
    void close_endsConnectionsPortsAndTheThread() {
        List<Thread> before = threads();
        Rig rig = open.add(new Rig());
        WireClient client = rig.okx();
        URI address = rig.simulator.wsUrl("okx");
        List<Thread> during = threads();
        during.removeAll(before);
        assertThat(during).singleElement().extracting(Thread::isDaemon).isEqualTo(true);
        rig.simulator.close();
        rig.simulator.close();

        assertThat(client.next()).isEqualTo(WireClient.CLOSED);
        assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
                .isInstanceOf(ConnectException.class);
        assertThat(during).noneMatch(Thread::isAlive);
        assertThatThrownBy(() -> rig.fault("okx", Verb.MUTE, null)).hasMessageContaining("closed");
    }

    private static List<Thread> threads() {
        return new ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("simulator"))
                .toList());
    }
}
