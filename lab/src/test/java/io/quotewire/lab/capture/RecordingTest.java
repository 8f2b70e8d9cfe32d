package io.quotewire.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.stage.StreamKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    private static final String OPENED = "1\tc1\t=\twss://ws.okx.com:8443/ws/v5/public\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void lists() throws IOException {
        write("okx/rest-instruments/SPOT_2022-05-13.json", "okx list");
        write("binance/rest-exchangeInfo/exchangeInfo_2021-10-11.json.gz", "binance list");
    }

    @Test
    void jsonl_withTimes_yieldsFramesAsTheyStand() throws IOException {
        Path file = write("okx/trades/a.jsonl", trade(1) + "\n" + trade(2) + "\n");
        write("okx/trades/a.recv_ns.txt", "1000\n2000\n");

        Recording recording = open(file);

        assertThat(payloads(recording)).containsExactly(trade(1), trade(2));
        assertThat(recording.firstNs()).isEqualTo(1000);
        assertThat(recording.lastNs()).isEqualTo(2000);
        assertThat(recording.streams()).containsOnlyKeys(new StreamKey("trades", "BTC-USDT"));
    }

    @Test
    void jsonl_compressed_readsTheSame() throws IOException {
        Path file = write("okx/trades/a.jsonl.gz", trade(1) + "\n" + trade(2)); // No end of line at the end.
        write("okx/trades/a.recv_ns.txt.gz", "1000\n2000");

        assertThat(payloads(open(file))).containsExactly(trade(1), trade(2));
    }

    @Test
    void jsonl_inFolderOfNoVenue_isKnownByTheShapeOfItsFrames() throws IOException {
        write("mine/rest-exchangeInfo/exchangeInfo_2026-01-01.json", "own list");
        Path file = write(
                "mine/session/a.jsonl", "{\"result\":null,\"id\":1}\n{\"stream\":\"btcusdt@trade\",\"data\":{}}\n");
        write("mine/session/a.recv_ns.txt", "1\n2\n");

        assertThat(open(file).stage().profile().venue()).isEqualTo("binance");
    }

    @Test
    void answersAndNotices_areCountedAndNotPlayed() throws IOException {
        Path file = write(
                "okx/session/a.tsv",
                OPENED
                        + "2\tc1\t>\t{\"op\":\"subscribe\"}\n"
                        + "3\tc1\t<\t{\"event\":\"subscribe\",\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}}\n"
                        + "4\tc1\t<\tpong\n"
                        + "5\tc1\t<\t" + trade(1) + "\n"
                        + "6\tc1\t<\t{\"event\":\"notice\",\"code\":\"64008\"}\n");

        Recording recording = open(file);

        assertThat(payloads(recording)).containsExactly(trade(1));
        assertThat(recording.others()).isEqualTo(5);
        assertThat(recording.firstNs()).isEqualTo(5);
    }

    @Test
    void tsv_ofTwoVenues_isOneRecordingEachInOrderOfAppearance() throws IOException {
        Path file = write(
                "both/session/a.tsv",
                "# a remark\n"
                        + "1\tb\t=\twss://stream.binance.com:9443/stream\n"
                        + "1\to\t=\twss://ws.okx.com:8443/ws/v5/public\n"
                        + "1\thttp\t>\tGET /api/v5/public/instruments?instType=SPOT\n"
                        + "1\thttp\t<\tokx list in the file\n"
                        + "1\thttp\t>\tGET /api/v3/exchangeInfo\n"
                        + "1\thttp\t<\tbinance list in the file\n"
                        + "1\thttp\t<\tan answer to nothing\n"
                        + "2\to\t<\t" + trade(1) + "\n"
                        + "3\tb\t<\t{\"stream\":\"btcusdt@trade\",\"data\":{}}\n"
                        + "4\to\t<\t" + trade(2) + "\n");

        List<Recording> recordings = Recording.open(List.of(file), true);

        assertThat(recordings)
                .extracting(recording -> recording.stage().profile().venue())
                .containsExactly("binance", "okx");
        assertThat(payloads(recordings.get(0))).containsExactly("{\"stream\":\"btcusdt@trade\",\"data\":{}}");
        assertThat(payloads(recordings.get(1))).containsExactly(trade(1), trade(2));
        assertThat(recordings.get(0).list("exchangeInfo")).asString().isEqualTo("binance list in the file");
        assertThat(recordings.get(1).list("SPOT")).asString().isEqualTo("okx list in the file");
    }

    @Test
    void filesOfOneVenue_areMergedByTimeTiesInOrderOfFiles() throws IOException {
        Path first = write("okx/trades/a.jsonl", trade(1) + "\n" + trade(3) + "\n" + trade(5) + "\n");
        write("okx/trades/a.recv_ns.txt", "10\n30\n50\n");
        Path second = write("okx/trades/b.jsonl", trade(2) + "\n" + trade(4) + "\n" + trade(6) + "\n");
        write("okx/trades/b.recv_ns.txt", "20\n30\n30\n");

        assertThat(payloads(open(first, second)))
                .containsExactly(trade(1), trade(2), trade(3), trade(4), trade(6), trade(5));
    }

    @Test
    void timesThatGoBack_keepTheOrderOfLines() throws IOException {
        Path file = write(
                "okx/session/a.tsv",
                OPENED
                        + "20\tc1\t<\t" + trade(1) + "\n"
                        + "10\tc1\t<\t" + trade(2) + "\n"
                        + "30\tc1\t<\t" + trade(3) + "\n");

        try (FrameReader frames = open(file).read()) {
            assertThat(frames.next()).extracting(Frame::recvNs).isEqualTo(20L);
            assertThat(frames.next()).extracting(Frame::recvNs).isEqualTo(20L);
            assertThat(frames.next()).extracting(Frame::recvNs).isEqualTo(30L);
            assertThat(frames.next()).isNull();
        }
    }

    @Test
    void list_beside_isTheNewestOfItsName() throws IOException {
        write("okx/rest-instruments/SPOT_2023-01-01.json.gz", "newer");
        write("okx/rest-instruments/SWAP_2023-01-01.json", "swaps");
        write("okx/rest-instruments/OPTION_BTC-USD_2023-01-01.json", "of one underlying only");

        Recording recording = open(write("okx/session/a.tsv", OPENED + "2\tc1\t<\t" + trade(1) + "\n"));

        assertThat(recording.list("SPOT")).asString().isEqualTo("newer");
        assertThat(recording.list("SWAP")).asString().isEqualTo("swaps");
        assertThat(recording.list("OPTION")).isNull();
    }

    @Test
    void line_longerThanTheBuffer_isReadWhole() throws IOException {
        String longFrame =
                "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":[\"" + "x".repeat(200_000) + "\"]}";
        Path file = write("okx/session/a.tsv", OPENED + "2\tc1\t<\t" + longFrame + "\r\n3\tc1\t<\t" + trade(2) + "\n");

        assertThat(payloads(open(file))).containsExactly(longFrame, trade(2));
    }

    @Test
    void file_thatIsMissing_isNamed() {
        assertBad(folder.resolve("okx/trades/none.jsonl"), "none.jsonl: no such file");
        assertBad(folder.resolve("okx/session/none.tsv"), "none.tsv: no such file");
    }

    @Test
    void folder_insteadOfFile_isRefused() throws IOException {
        Files.createDirectories(folder.resolve("okx/session/day.tsv"));

        assertBad(folder.resolve("okx/session/day.tsv"), "is a folder");
    }

    @Test
    void name_ofNoKnownForm_isRefused() throws IOException {
        assertBad(write("okx/session/a.csv", ""), "*.jsonl, *.jsonl.gz, *.tsv, *.tsv.gz or *.qwr");
    }

    @Test
    void gzip_thatIsNone_isRefused() throws IOException {
        Path file = folder.resolve("okx/session/a.tsv.gz");
        Files.createDirectories(file.getParent());
        Files.writeString(file, OPENED);

        assertBad(file, "a.tsv.gz: is no gzip file");
    }

    @Test
    void gzip_cutShort_saysAfterWhichLine() throws IOException {
        Path file = write("okx/session/a.tsv.gz", OPENED + ("2\tc1\t<\t" + trade(1) + "\n").repeat(5_000));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));

        assertBad(file, "damaged gzip after line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 c1 < no tabs | :2: 4 fields divided by tabs",
                "2~c1~< | :2: 4 fields divided by tabs",
                "~~~ | :2: nanoseconds since 1970 were expected, was ''",
                "2.5~c1~<~x | was '2.5'",
                "-1~c1~<~x | was '-1'",
                "2~c1~!~x | :2: direction is one of = > <, was '!'",
                "2~c2~<~x | :2: connection 'c2' was never opened",
                "2~c2~=~wss://example.org/ws | :2: unknown venue: 'example.org'",
                "2~c2~=~not an address | :2: unknown venue: 'not an address'",
                "2~http~>~POST /order | :2: a REST request is 'GET /path'"
            })
    void tsv_lineThatIsWrong_isNamedByFileAndLine(String line, String complaint) throws IOException {
        assertBad(write("okx/session/a.tsv", OPENED + line.replace('~', '\t') + "\n"), "a.tsv", complaint);
    }

    @Test
    void jsonl_withoutTimes_isRefusedUnlessFlatOut() throws IOException {
        Path file = write("okx/trades/a.jsonl", trade(1) + "\n");

        assertBad(file, "a.recv_ns.txt[.gz] is missing");
        assertThat(payloads(Recording.open(List.of(file), false).getFirst())).containsExactly(trade(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000\n", "1000\n2000\n3000\n", "1000\n2 000\n"})
    void jsonl_timesThatDoNotFit_areRefused(String times) throws IOException {
        Path file = write("okx/trades/a.jsonl", trade(1) + "\n" + trade(2) + "\n");
        write("okx/trades/a.recv_ns.txt", times);

        assertBad(file, "okx/trades/a.");
    }

    @Test
    void jsonl_ofNoVenue_isRefused() throws IOException {
        Path file = write("bitfinex/trades/a.jsonl", "[0,\"hb\"]\n");
        write("bitfinex/trades/a.recv_ns.txt", "1\n");

        assertBad(file, "unknown venue", "okx, binance");
    }

    @Test
    void file_withoutMarketData_isRefused() throws IOException {
        assertBad(write("okx/session/a.tsv", OPENED + "2\tc1\t<\tpong\n"), "holds no market data");
    }

    @Test
    void list_missing_saysWhereItWasLookedFor() throws IOException {
        Path file = write("elsewhere/session/a.tsv", OPENED + "2\tc1\t<\t" + trade(1) + "\n");

        assertBad(
                file,
                "no instrument list of okx",
                "SPOT_DATE.json[.gz] in " + folder.resolve("elsewhere/rest-instruments"),
                "GET /api/v5/public/instruments?instType=SPOT");
    }

    @Test
    void filesOfOneVenue_withListsOfTwoSites_areRefused() throws IOException {
        write("binance-us/rest-exchangeInfo/exchangeInfo_2021-10-11.json", "other list");
        String frame = "2\tc1\t<\t{\"stream\":\"btcusdt@trade\",\"data\":{}}\n";
        Path com = write("binance/session/a.tsv", "1\tc1\t=\twss://stream.binance.com:9443/stream\n" + frame);
        Path us = write("binance-us/session/a.tsv", "1\tc1\t=\twss://stream.binance.us:9443/stream\n" + frame);

        assertThatThrownBy(() -> Recording.open(List.of(com, us), true))
                .isInstanceOf(BadCapture.class)
                .hasMessageContaining("two instrument lists");
    }

    @Test
    void filesOfOneVenue_farApart_areRefusedUnlessFlatOut() throws IOException {
        Path first = write("okx/session/a.tsv", OPENED + "2\tc1\t<\t" + trade(1) + "\n");
        Path later = write("okx/session/b.tsv", OPENED + "7200000000002\tc1\t<\t" + trade(2) + "\n");

        assertThatThrownBy(() -> Recording.open(List.of(later, first), true))
                .isInstanceOf(BadCapture.class)
                .hasMessageContaining("b.tsv: begins 2 hours after the other files of okx");
        assertThat(Recording.open(List.of(later, first), false)).hasSize(1);
    }

    @Test
    void file_namedTwice_isRefused() throws IOException {
        Path file = write("okx/session/a.tsv", OPENED + "2\tc1\t<\t" + trade(1) + "\n");

        assertThatThrownBy(() -> Recording.open(List.of(file, folder.resolve("okx/../okx/session/a.tsv")), true))
                .isInstanceOf(BadCapture.class)
                .hasMessageContaining("named twice");
    }

    private void assertBad(Path file, String... complaints) {
        assertThatThrownBy(() -> Recording.open(List.of(file), true))
                .isInstanceOf(BadCapture.class)
                .hasMessageContainingAll(complaints);
    }

    private static Recording open(Path... files) throws IOException {
        List<Recording> recordings = Recording.open(List.of(files), true);
        assertThat(recordings).hasSize(1);
        return recordings.getFirst();
    }

    private static List<String> payloads(Recording recording) throws IOException {
        List<String> payloads = new ArrayList<>();
        try (FrameReader frames = recording.read()) {
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                payloads.add(new String(frame.payload(), StandardCharsets.UTF_8));
            }
        }
        assertThat(recording.frames()).isEqualTo(payloads.size());
        return payloads;
    }

    private static String trade(int id) {
        return "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":[{\"tradeId\":\"" + id + "\"}]}";
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
