package io.quotewire.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.capture.BadCapture;
import io.quotewire.lab.host.AutoClose;
import io.quotewire.lab.host.WireClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real recordings through real sockets: what arrives equals what the files say, read here in the plainest way. */
class RecordingsReplayTest {
    private static final String OKX = "okx/session/2022-05-13_3inst.tsv.gz";
    private static final String QUOTES = "binance/bookTicker/BTCUSDT_2024-08-08.jsonl.gz";
    private static final String TRADES = "binance/trade/BTCUSDT_2024-08-08.jsonl.gz";

    @TempDir
    private Path folder;

    private final AutoClose open = new AutoClose();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void mainJob_bothVenues_deliverEverySubscribedFrameInOrder() throws Exception {
        Replayer replayer = start(List.of(Recordings.file(OKX), Recordings.file(QUOTES), Recordings.file(TRADES)));
        WireClient okx = open.add(new WireClient(replayer.wsUrl("okx"))).send("""
                {"op":"subscribe","args":[{"channel":"tickers","instId":"BTC-USDT"},{"channel":"trades","instId":"BTC-USDT"}]}""");
        WireClient binance = open.add(new WireClient(replayer.wsUrl("binance"))).send("""
                {"method":"SUBSCRIBE","params":["btcusdt@bookTicker","btcusdt@trade"],"id":1}""");
        List<String> okxFrames = okxFrames();
        List<String> binanceFrames = binanceFrames();

        assertThat(okx.next(2)).allMatch(answer -> answer.startsWith("{\"event\":\"subscribe\""));
        assertThat(okx.next(okxFrames.size())).isEqualTo(okxFrames);
        assertThat(okx.send("ping").next()).isEqualTo("pong");
        assertThat(binance.next()).isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(binance.next(binanceFrames.size())).isEqualTo(binanceFrames);
        assertThat(binance.ping().next()).isEqualTo(WireClient.PONG);

        replayer.finished().get(20, TimeUnit.SECONDS);
        assertThat(replayer.progress()).extracting(Progress::sent).containsExactly(94L, 37_797L);
        assertThat(replayer.progress()).extracting(Progress::unsent).containsExactly(203L, 0L);
    }

    @Test
    void instrumentLists_areTheRecordedBytes() throws Exception {
        Replayer replayer = start(List.of(Recordings.file(OKX), Recordings.file(TRADES)));

        assertThat(get(replayer.restUrl("okx").resolve("/api/v5/public/instruments?instType=SPOT")))
                .isEqualTo(inflate(Recordings.file("okx/rest-instruments/SPOT_2022-05-13.json.gz")));
        assertThat(get(replayer.restUrl("binance").resolve("/api/v3/exchangeInfo")))
                .isEqualTo(inflate(Recordings.file("binance/rest-exchangeInfo/exchangeInfo_2021-10-11.json.gz")));
    }

    @Test
    void binanceUs_playsAsBinanceWithItsOwnList() throws Exception {
        Replayer replayer = start(List.of(Recordings.file("binance-us/session/2021-04-17_10sym.tsv.gz")));

        assertThat(replayer.venues()).containsExactly("binance");
        assertThat(get(replayer.restUrl("binance").resolve("/api/v3/exchangeInfo")))
                .isEqualTo(inflate(Recordings.file("binance-us/rest-exchangeInfo/exchangeInfo_2021-10-11.json.gz")));
    }

    @Test
    void symbols_ofASession_leaveOutWhatIsNoSpotPair() throws IOException {
        Replayer replayer = start(List.of(Recordings.file(OKX)));

        assertThat(replayer.symbols("okx")).containsExactly("BTC-USDT");
    }

    @Test
    void tamperedTwin_cutShort_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Recordings.file(OKX));
        Path twin = Files.write(folder.resolve("cut.tsv.gz"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> start(List.of(twin)))
                .isInstanceOf(BadCapture.class)
                .hasMessageContaining("cut.tsv.gz: damaged gzip after line");
    }

    @Test
    void tamperedTwin_lineWithoutItsTabs_isRefusedByNumber() throws IOException {
        List<String> lines = new ArrayList<>(lines(Recordings.file(OKX)));
        lines.set(99, lines.get(99).replace('\t', ' '));
        Path twin = pack("tabs.tsv.gz", lines);

        assertThatThrownBy(() -> start(List.of(twin)))
                .isInstanceOf(BadCapture.class)
                .hasMessageContaining("tabs.tsv.gz:100: 4 fields divided by tabs");
    }

    @Test
    void tamperedTwin_oneTimeLost_isRefused() throws IOException {
        List<String> times = lines(Recordings.file(TRADES.replace(".jsonl", ".recv_ns.txt")));
        Path twin = pack("binance/trade/t.jsonl.gz", lines(Recordings.file(TRADES)));
        pack("binance/trade/t.recv_ns.txt.gz", times.subList(1, times.size()));

        assertThatThrownBy(() -> Replayer.start(List.of(twin), ReplayConfig.DEFAULT))
                .isInstanceOf(BadCapture.class)
                .hasMessageContaining("t.jsonl.gz:9757: there are only 9756 receive times");
    }

    @Test
    void captureAway_fromItsInstrumentList_isRefused() throws IOException {
        Path twin = pack("alone/session/s.tsv.gz", lines(Recordings.file(OKX)));

        assertThatThrownBy(() -> start(List.of(twin)))
                .isInstanceOf(BadCapture.class)
                .hasMessageContaining("no instrument list of okx: neither SPOT_DATE.json[.gz] in "
                        + folder.resolve("alone/rest-instruments"));
    }

    private Replayer start(List<Path> files) throws IOException {
        return open.add(Replayer.start(files, ReplayConfig.atSpeed(ReplayConfig.FLAT_OUT)));
    }

    private static List<String> okxFrames() throws IOException {
        return lines(Recordings.file(OKX)).stream()
                .map(line -> line.split("\t", 4)[3])
                .filter(frame -> frame.startsWith("{\"arg\":{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}")
                        || frame.startsWith("{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}"))
                .toList();
    }

    /** Both files in the order of their receive times; the sort is stable, so quotes go first where times are equal. */
    private static List<String> binanceFrames() throws IOException {
        List<Timed> all = new ArrayList<>();
        for (String name : List.of(QUOTES, TRADES)) {
            List<String> frames = lines(Recordings.file(name));
            List<String> times = lines(Recordings.file(name.replace(".jsonl", ".recv_ns.txt")));
            for (int i = 0; i < frames.size(); i++) {
                all.add(new Timed(Long.parseLong(times.get(i)), frames.get(i)));
            }
        }
        all.sort(Comparator.comparingLong(Timed::recvNs));
        return all.stream().map(Timed::frame).toList();
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    private static byte[] inflate(Path file) throws IOException {
        try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file))) {
            return bytes.readAllBytes();
        }
    }

    private Path pack(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static byte[] get(URI address) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Quotewire-Simulated")).hasValue("true");
            return answer.body();
        }
    }

    private record Timed(long recvNs, String frame) {}
}
