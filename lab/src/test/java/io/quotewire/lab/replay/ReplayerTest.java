package io.quotewire.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.host.AutoClose;
import io.quotewire.lab.host.WireClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The replayer over real sockets. A ping marks the point up to which everything must have come. */
class ReplayerTest {
    private static final String SUBSCRIBE_BOTH = """
            {"op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT"},{"channel":"tickers","instId":"BTC-USDT"}]}""";
    private static final String SUBSCRIBE_TRADES = """
            {"op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT"}]}""";

    /** Frames of 1 KiB, together more than the sockets of a connection buffer. */
    private static final int WIDE = 16_000;

    @TempDir
    private Path folder;

    private final AutoClose open = new AutoClose();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void subscription_isAnsweredFirstThenFramesComeInOrder() throws IOException {
        Replayer replayer = flatOut(five());
        WireClient client = connect(replayer, "okx").send(SUBSCRIBE_BOTH);

        assertThat(client.next(2))
                .allSatisfy(ack -> assertThat(ack)
                        .startsWith("{\"event\":\"subscribe\",\"arg\":{\"channel\":\"t")
                        .contains("\"connId\":\""));
        assertThat(Tape.ids(client.next(5))).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void recordedAnswers_areNotPlayed() throws IOException {
        Replayer replayer = flatOut(new Tape(folder)
                .line(
                        0,
                        "okx",
                        '<',
                        "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}}")
                .frame(1, "trades", 1)
                .line(2, "okx", '<', "pong")
                .frame(3, "trades", 2));
        WireClient client = connect(replayer, "okx").send(SUBSCRIBE_TRADES);

        client.next();
        assertThat(Tape.ids(client.next(2))).containsExactly(1, 2);
        assertThat(client.send("ping").next()).isEqualTo("pong");
    }

    @Test
    void onlyWhatIsSubscribed_isSent() throws IOException {
        ReplayConfig startsByQuiet = new ReplayConfig(ReplayConfig.FLAT_OUT, Duration.ofMillis(1));
        Replayer replayer = open.add(Replayer.start(List.of(five().write()), startsByQuiet));
        WireClient client = connect(replayer, "okx").send(SUBSCRIBE_TRADES);

        client.next();
        assertThat(Tape.ids(client.next(3))).containsExactly(1, 3, 5);
        assertThat(client.send("ping").next()).isEqualTo("pong");
        assertThat(replayer.progress().getFirst().unsent()).isEqualTo(2);
    }

    @Test
    void unknownChannel_isRefused_knownButUnrecorded_isSilent() throws IOException {
        Replayer replayer = flatOut(five());
        WireClient client = connect(replayer, "okx").send("""
                {"op":"subscribe","args":[{"channel":"prices","instId":"X"},{"channel":"books","instId":"BTC-USDT"}]}""");

        assertThat(client.next()).contains("\"code\":\"60018\"");
        assertThat(client.next()).contains("\"event\":\"subscribe\"", "\"channel\":\"books\"");
        assertThat(client.send("ping").next()).isEqualTo("pong");
    }

    @Test
    void binance_answersByIdAndPlaysCombinedFrames() throws IOException {
        Replayer replayer = flatOut(new Tape(folder).binance(0, "trade", 1).binance(1, "trade", 2));
        WireClient client =
                connect(replayer, "binance").send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":9}");

        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":9}");
        assertThat(client.next()).isEqualTo(Tape.binance("trade", 1));
        assertThat(client.next()).isEqualTo(Tape.binance("trade", 2));
    }

    @Test
    void binance_streamsInTheAddress_needNoSubscribe() throws IOException {
        Replayer replayer = flatOut(new Tape(folder).binance(0, "trade", 1));
        WireClient client = open.add(
                new WireClient(URI.create(replayer.wsUrl("binance") + "?streams=btcusdt@trade/btcusdt@bookTicker")));

        assertThat(Tape.ids(client.next(1))).containsExactly(1);
    }

    @Test
    void venuesOfOneFile_haveAddressesOfTheirOwn() throws IOException {
        Replayer replayer = flatOut(five().binance(0, "trade", 6));

        assertThat(replayer.venues()).containsExactly("okx", "binance");
        assertThat(replayer.wsUrl("okx").getPath()).isEqualTo("/ws/v5/public");
        assertThat(replayer.wsUrl("binance").getPath()).isEqualTo("/stream");
        assertThat(replayer.symbols("okx")).containsExactly("BTC-USDT");
        assertThat(replayer.symbols("binance")).containsExactly("BTCUSDT");
        assertThatThrownBy(() -> replayer.wsUrl("kraken"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("kraken", "okx", "binance");
    }

    @Test
    void handshake_isMarkedSimulated() throws IOException {
        WireClient client = connect(flatOut(five()), "okx");

        assertThat(client.status()).isEqualTo(101);
        assertThat(client.headers().get("X-Quotewire-Simulated")).isEqualTo("true");
    }

    @Test
    void handshake_atAnotherAddress_isRefused() throws IOException {
        Replayer replayer = flatOut(five());
        WireClient client = open.add(new WireClient(replayer.wsUrl("okx").resolve("/ws/v5/private")));

        assertThat(client.status()).isEqualTo(404);
        assertThat(client.headers().get("X-Quotewire-Simulated")).isEqualTo("true");
    }

    @Test
    void restList_isTheRecordedBytes_markedSimulated() throws Exception {
        Replayer replayer = flatOut(five());
        HttpResponse<String> list = get(replayer, "okx", "/api/v5/public/instruments?instType=SPOT");

        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body()).isEqualTo(Tape.OKX_LIST);
        assertThat(list.headers().firstValue("X-Quotewire-Simulated")).hasValue("true");
        assertThat(list.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void restRequest_withoutRecordedAnswer_isNotFoundAndStillMarked() throws Exception {
        Replayer replayer = flatOut(five());
        HttpResponse<String> missing = get(replayer, "okx", "/api/v5/market/tickers?instType=SPOT");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("X-Quotewire-Simulated")).hasValue("true");
    }

    @Test
    void end_keepsConnectionsOpenAndAnswering() throws Exception {
        Replayer replayer = flatOut(five());
        WireClient client = connect(replayer, "okx").send(SUBSCRIBE_BOTH);
        client.next(7);

        replayer.finished().get(20, TimeUnit.SECONDS);
        assertThat(replayer.progress())
                .containsExactly(new Progress("okx", Progress.State.ENDED, 5, 5, 0, 40_000, 40_000));
        assertThat(client.send("ping").next()).isEqualTo("pong");
        assertThat(client.ping().next()).isEqualTo(WireClient.PONG);
        assertThat(client.send(SUBSCRIBE_TRADES).next()).contains("\"event\":\"subscribe\"");
    }

    @Test
    void manyConnections_eachGetWhatTheyAskedFor() throws IOException {
        Replayer replayer = flatOut(five());
        WireClient trades = connect(replayer, "okx").send(SUBSCRIBE_TRADES);
        assertThat(trades.next()).contains("subscribe");
        WireClient tickers = connect(replayer, "okx")
                .send("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}]}");

        assertThat(tickers.next()).contains("subscribe");
        assertThat(Tape.ids(tickers.next(2))).containsExactly(2, 4);
        assertThat(Tape.ids(trades.next(3))).containsExactly(1, 3, 5);
    }

    @Test
    void unsubscribe_isAnsweredAndNothingOfItFollows() throws IOException {
        Replayer replayer = flatOut(five());
        replayer.mute("okx");
        WireClient client = connect(replayer, "okx").send(SUBSCRIBE_BOTH);
        client.next(2);
        client.send(SUBSCRIBE_TRADES.replace("subscribe", "unsubscribe"));
        assertThat(client.next()).contains("\"event\":\"unsubscribe\"");

        replayer.heal("okx");
        assertThat(Tape.ids(client.next(2))).containsExactly(2, 4);
        assertThat(client.send("ping").next()).isEqualTo("pong");
    }

    @Test
    void mute_keepsAnsweringButSendsNoDataUntilHealed() throws IOException {
        Replayer replayer = flatOut(five());
        replayer.mute("okx");
        WireClient client = connect(replayer, "okx").send(SUBSCRIBE_BOTH);
        client.next(2);
        assertThat(client.send("ping").next()).isEqualTo("pong");

        replayer.heal("okx");
        assertThat(Tape.ids(client.next(5))).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void cut_closesAndRefuses_healLetsAReconnectContinue() throws IOException {
        Replayer replayer = flatOut(new Tape(folder).wide(WIDE));
        WireClient first = unreading(replayer);

        replayer.cut("okx");
        WireClient refused = connect(replayer, "okx");
        assertThat(refused.next()).isEqualTo(WireClient.CLOSED);
        int sent = (int) replayer.progress().getFirst().sent();
        assertThat(sent).isBetween(1, WIDE - 1);
        first.reading(true);
        assertThat(first.next()).contains("subscribe");
        assertThat(Tape.ids(first.next(1))).containsExactly(1);

        replayer.heal("okx");
        WireClient second = connect(replayer, "okx").send(SUBSCRIBE_TRADES);
        assertThat(second.next()).contains("subscribe");
        assertThat(Tape.ids(second.next(2))).containsExactly(sent + 1, sent + 2);
    }

    @Test
    void receiverThatDoesNotRead_stopsTheStreamAndLosesNothing() throws Exception {
        Replayer replayer = flatOut(new Tape(folder).wide(WIDE));
        WireClient client = unreading(replayer);
        assertThat(replayer.finished()).isNotDone();

        client.reading(true);
        assertThat(client.next()).contains("subscribe");
        for (int i = 1; i <= WIDE; i++) {
            assertThat(Tape.id(client.next())).isEqualTo(i);
        }
        replayer.finished().get(20, TimeUnit.SECONDS);
    }

    /** A client that subscribes and takes nothing from its socket, once the stream has begun. */
    private WireClient unreading(Replayer replayer) {
        WireClient client = connect(replayer, "okx");
        assertThat(client.status()).isEqualTo(101);
        client.reading(false);
        client.send(SUBSCRIBE_TRADES);
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (replayer.progress().getFirst().sent() == 0 && System.nanoTime() < deadlineNs) {
            Thread.onSpinWait();
        }
        return client;
    }

    @Test
    void pace_onceAsRecorded_reachesTheEnd() throws Exception {
        Replayer replayer = Replayer.start(List.of(five().write()), ReplayConfig.atSpeed(1));
        open.add(replayer);
        WireClient client = connect(replayer, "okx").send(SUBSCRIBE_BOTH);
        client.next(2);

        assertThat(Tape.ids(client.next(5))).containsExactly(1, 2, 3, 4, 5);
        replayer.finished().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "1000040001", "1970-01-02T00:16:40.010Z", "00:16:39", "00:16:41"})
    void moment_outsideOfTheRecording_isRefusedAndTheSpanNamed(String moment) throws IOException {
        Path file = five().write();
        ReplayConfig config = ReplayConfig.atSpeed(1).from(Moment.parse(moment));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replayer.start(List.of(file), config))
                .withMessage(moment + " is not within the recording, which goes from 1970-01-01T00:16:40Z to"
                        + " 1970-01-01T00:16:40.040Z");
    }

    /** Else the second venue would take it for tomorrow's, and play all that it has at once. */
    @Test
    void timeOfDay_beforeOneVenueBegins_isTheSameMomentForBoth() throws IOException {
        Tape tape = new Tape(folder)
                .frame(0, "trades", 1)
                .binance(5_000, "trade", 1)
                .binance(TimeUnit.DAYS.toMillis(10), "trade", 2);
        ReplayConfig config = new ReplayConfig(1_000, Duration.ofSeconds(60)).from(Moment.parse("00:16:42"));
        Replayer replayer = open.add(Replayer.start(List.of(tape.write()), config));
        WireClient client =
                connect(replayer, "binance").send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":9}");

        assertThat(client.next()).contains("\"id\":9");
        assertThat(Tape.ids(client.next(1))).containsExactly(1);
        assertThat(client.ping().next()).isEqualTo(WireClient.PONG);
        assertThat(replayer.finished()).isNotDone();
    }

    private Tape five() {
        return new Tape(folder)
                .frame(0, "trades", 1)
                .frame(10, "tickers", 2)
                .frame(20, "trades", 3)
                .frame(30, "tickers", 4)
                .frame(40, "trades", 5);
    }

    private Replayer flatOut(Tape tape) throws IOException {
        // A start by quiet would make a slow machine's test start too early.
        ReplayConfig config = new ReplayConfig(ReplayConfig.FLAT_OUT, Duration.ofSeconds(60));
        return open.add(Replayer.start(List.of(tape.write()), config));
    }

    private WireClient connect(Replayer replayer, String venue) {
        return open.add(new WireClient(replayer.wsUrl(venue)));
    }

    private static HttpResponse<String> get(Replayer replayer, String venue, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(replayer.restUrl(venue).resolve(path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
