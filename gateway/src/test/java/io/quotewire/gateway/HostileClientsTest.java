package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.ListenAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What hostile clients send as frames, through the whole gateway with its own limits of size, count and rate; only its
 * times are short. After each a client beside them has got all that it should.
 */
class HostileClientsTest {
    private static final String MASK = "00000000";

    private static BusyGateway gateway;
    private static Control control;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        GatewayConfig base =
                BusyGateway.config(HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0))));
        gateway = new BusyGateway(new GatewayConfig(
                base.lanes(),
                base.http(),
                base.fanout(),
                Patience.of(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(6))));
        control = gateway.control();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void control_hasNoticedNothing() throws InterruptedException {
        control.follow(50);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            unmasked text,                   8101 61,                                  1002
            the first reserved bit,          c181 00000000 61,                         1002
            the second reserved bit,         a181 00000000 61,                         1002
            the third reserved bit,          9181 00000000 61,                         1002
            a reserved bit on a ping,        c980 00000000,                            1002
            a reserved opcode of data,       8381 00000000 61,                         1002
            the last of them,                8781 00000000 61,                         1002
            a reserved opcode of control,    8b80 00000000,                            1002
            the last of those,               8f80 00000000,                            1002
            a ping in pieces,                0980 00000000,                            1002
            a close in pieces,               0882 00000000 03e8,                       1002
            a ping of 126 bytes,             89fe 007e 00000000,                       1002
            a piece of nothing,              8081 00000000 61,                         1002
            an empty piece of nothing,       0080 00000000,                            1002
            a text within a text,            0181 00000000 61 8181 00000000 61,        1002
            binary within a text,            0181 00000000 61 8281 00000000 61,        1002
            a close of one byte,             8881 00000000 00,                         1002
            a close with code 0,             8882 00000000 0000,                       1002
            a close with code 1004,          8882 00000000 03ec,                       1002
            a close with code 1005,          8882 00000000 03ed,                       1002
            a close with code 1006,          8882 00000000 03ee,                       1002
            a close with code 1015,          8882 00000000 03f7,                       1002
            a close with code 2999,          8882 00000000 0bb7,                       1002
            a length in 16 bits too long,    81fe 0001 00000000 61,                    1002
            a length in 64 bits too long,    81ff 0000000000000001 00000000 61,        1002
            a negative length,               81ff ffffffffffffffff 00000000,           1002
            the least length,                81ff 8000000000000000 00000000,           1002
            a negative length of a piece,    0181 00000000 61 80ff ffffffffffffffff 00000000, 1002
            text that is none,               8182 00000000 c328,                       1007
            text cut in a character,         8182 00000000 e282,                       1007
            a surrogate,                     8183 00000000 eda080,                     1007
            bad text in a frame not whole,   81fe 1000 00000000 ff,                    1007
            bad text in a piece,             0182 00000000 c328,                       1007
            bad text across pieces,          0181 00000000 c3 0081 00000000 28,        1007
            a close with bad text,           8884 00000000 03e8c328,                   1007
            a frame of 64 KiB and a byte,    81ff 0000000000010001 00000000,           1009
            a frame of 4 GiB,                81ff 0000000100000000 00000000,           1009
            the longest frame there is,      81ff 7fffffffffffffff 00000000,           1009
            a long piece of binary,          0281 00000000 61 80ff 0000000000010001 00000000, 1009
            a close,                         8882 00000000 03e8,                       1000
            a close with a code of its own,  8882 00000000 0fa0,                       4000
            """)
    void violation_ofEachKind_closesWithItsCode(String name, String hex, String code) throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            peer.sendHex(hex);

            assertThat(peer.rest()).as(name).endsWith("#close " + code, "#end");
        }
    }

    /** All at once, since each takes its time. */
    @Test
    void unfinished_ofEachKind_closesWith4010() throws IOException {
        Map<String, String> kinds = Map.of(
                "a message", "0181" + MASK + "20",
                "a message of empty pieces", "0180" + MASK + "0080" + MASK,
                "a frame", "8184" + MASK + "2020",
                "a frame of 64 bits", "81ff 0000000000010000" + MASK,
                "a header", "81ff 00000000",
                "a header of one byte", "81",
                "a mask", "8181 0000",
                "a control frame", "8985" + MASK + "61",
                "a control frame in a message", "0181" + MASK + "20 8985" + MASK + "61");
        Map<String, Peer> peers = new HashMap<>();
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            peers.put(kind.getKey(), gateway.connect().upgraded().sendHex(kind.getValue()));
        }
        for (Map.Entry<String, Peer> each : peers.entrySet()) {
            assertThat(each.getValue().rest()).as(each.getKey()).endsWith("#close 4010", "#end");
            each.getValue().close();
        }
    }

    @Test
    void close_withoutACode_isAnsweredWithoutOne() throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            assertThat(peer.sendHex("8880" + MASK).rest()).endsWith("#close ", "#end");
        }
    }

    @Test
    void message_tooBigInPieces_closesWith1009() throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            peer.send(Peer.frame(0x01, " ".repeat(40_000))).send(Peer.frame(0x80, " ".repeat(40_000)));

            assertThat(peer.rest()).endsWith("#close 1009", "#end");
        }
    }

    /** All of it lies in the socket before the answer is read: the reason must get through nevertheless. */
    @Test
    void frame_ofAMegabyte_isToldWhyItIsNotRead() throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            peer.sendHex("82ff 0000000000100000" + MASK).send(new byte[1 << 20]);

            assertThat(peer.rest()).endsWith("#close 1009", "#end");
        }
    }

    @Test
    void message_ofAMillionPieces_closesWith1009AtItsBound() throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            byte[] pieces = Peer.frame(0x00, "x").clone();
            ByteArrayOutputStream thousand = new ByteArrayOutputStream();
            for (int i = 0; i < 1_000; i++) {
                thousand.writeBytes(pieces);
            }
            peer.send(Peer.frame(0x01, "x"));
            for (int i = 0; i < 1_000; i++) {
                peer.send(thousand.toByteArray());
            }

            assertThat(peer.rest()).endsWith("#close 1009", "#end");
        }
    }

    @Test
    void message_ofEmptyPieces_closesWith1009AtItsBound() throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            peer.sendHex("0180" + MASK + ("0080" + MASK).repeat(64));

            assertThat(peer.rest()).endsWith("#close 1009", "#end");
        }
    }

    /** Control frames may come between pieces, and count as messages do. */
    @Test
    void controlFrames_betweenPieces_areAnsweredAndTheMessageIsRead() throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            peer.send(Peer.frame(0x01, "{\"op\":"))
                    .send(Peer.frame(0x89, "a"))
                    .send(Peer.frame(0x00, "\"ping\""))
                    .send(Peer.frame(0x8a, "unasked"))
                    .send(Peer.frame(0x80, ",\"id\":1}"));

            assertThat(peer.next()).isEqualTo("#10");
            assertThat(peer.next()).startsWith("{\"op\":\"pong\",\"id\":1");
        }
    }

    @Test
    void pings_farTooMany_closeWith4010() throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            peer.sendHex(("8980" + MASK).repeat(10_000));

            assertThat(peer.rest()).endsWith("#close 4010", "#end").hasSizeLessThan(100);
        }
    }

    @Test
    void commands_farTooMany_closeWith4010() throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            for (int i = 0; i < 1_000; i++) {
                peer.sendText("{\"op\":\"ping\",\"id\":" + i + "}");
            }

            List<String> answers = peer.rest();
            assertThat(answers).endsWith("#close 4010", "#end");
            assertThat(answers)
                    .filteredOn(answer -> answer.contains("\"code\":2004"))
                    .hasSizeBetween(200, 202);
        }
    }

    /** It reads, so that it is not stalled; it is only never heard. */
    @Test
    void client_thatNeverPongs_isGoneInTime() throws IOException {
        try (Peer peer = gateway.connect().upgraded()) {
            assertThat(peer.rest()).contains("#9").last().isIn("#end", "#reset");
        }
    }

    @Test
    void frames_thatDripOnManySockets_areAllCutInTime() throws IOException, InterruptedException {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            peers.add(gateway.connect().upgraded());
        }
        byte[] frame = Peer.frame(0x81, " ".repeat(1_000));
        for (int at = 0; at < 40; at++) {
            for (Peer peer : peers) {
                peer.send(new byte[] {frame[at]});
            }
            control.follow(20);
        }
        for (Peer peer : peers) {
            assertThat(peer.rest()).endsWith("#close 4010", "#end");
            peer.close();
        }
        gateway.awaitMetric("quotewire_gateway_sessions", "", 1);
    }
}
