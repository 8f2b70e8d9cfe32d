package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import io.quotewire.gateway.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** What a WebSocket takes of who sends too much, and what it compresses. */
final class FrameChecks {
    private static final String SETTINGS = "gateway.session.SessionConfig";
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final int LIMIT = 64 << 10;
    private static final String MASK = "00000000";

    static final List<Check> ALL = List.of(
            Check.open(19, "a message has no end", FrameChecks::messages).by(SETTINGS, "messageBytes", 1 << 20),
            Check.open(20, "a message is in countless pieces", FrameChecks::pieces)
                    .by(SETTINGS, "fragments", 1 << 10),
            Check.open(21, "a message swells when it is inflated", FrameChecks::bombs)
                    .by(SETTINGS, "messageBytes", 1 << 20),
            // Nothing but what is published is ever compressed: there is no method that would keep the rest from it.
            Check.open(22, "a secret is compressed beside what an attacker wrote", FrameChecks::secrets),
            Check.open(25, "commands come without end", FrameChecks::commands)
                    .by("gateway.session.CommandBudget", "spend", true)
                    .by("gateway.session.CommandBudget", "isAbused", false),
            Check.open(25, "a connection follows everything", FrameChecks::topics)
                    .by(SETTINGS, "topics", 10_000));

    private FrameChecks() {}

    private static void messages(Members members) throws IOException {
        try (Peer peer = Raw.upgraded(members)) {
            peer.sendHex("81ff 0000000000010001" + MASK).send(" ".repeat(LIMIT + 1));
            assertThat(peer.rest()).as("one frame").endsWith("#close 1009", "#end");
        }
        try (Peer peer = Raw.upgraded(members)) {
            peer.send(Peer.frame(0x01, " ".repeat(LIMIT - 1))).send(Peer.frame(0x80, "  "));
            assertThat(peer.rest()).as("two frames").endsWith("#close 1009", "#end");
        }
        for (String length : List.of("7fffffffffffffff", "4000000000000000", "0000000100000000")) {
            long before = used();
            try (Peer peer = Raw.upgraded(members)) {
                assertThat(peer.sendHex("81ff " + length + MASK).rest())
                        .as(length)
                        .endsWith("#close 1009", "#end");
            }
            assertThat(used() - before).as("memory by what is announced").isLessThan(256L << 20);
        }
        try (Peer peer = Raw.upgraded(members)) {
            peer.send(Peer.frame(0x81, "{\"op\":\"ping\"}" + " ".repeat(60_000)));
            assertThat(peer.next()).as("what is large, and not too large").contains("pong");
        }
    }

    private static long used() {
        Runtime machine = Runtime.getRuntime();
        return machine.totalMemory() - machine.freeMemory();
    }

    private static void pieces(Members members) throws IOException {
        for (String piece : List.of("0081" + MASK + "20", "0080" + MASK)) {
            try (Peer peer = Raw.upgraded(members)) {
                peer.sendHex("0181" + MASK + "20" + piece.repeat(64));
                assertThat(peer.rest()).as(piece).endsWith("#close 1009", "#end");
            }
        }
        try (Peer peer = Raw.upgraded(members)) {
            peer.send(Peer.frame(0x01, "{\"op\":\"ping\"}")).sendHex(("0080" + MASK).repeat(62) + "8080" + MASK);
            assertThat(peer.next()).as("sixty-four").contains("pong");
        }
    }

    private static void bombs(Members members) throws IOException {
        for (int size : List.of(100 << 10, 3 << 20, 60 << 20)) {
            byte[] small = deflated(size);
            assertThat(small).hasSizeLessThan(LIMIT);
            try (Peer peer = Raw.upgraded(members, DEFLATE)) {
                peer.send(framed(small));
                assertThat(peer.rest()).as("%d bytes of %d", size, small.length).endsWith("#close 1009", "#end");
            }
        }
    }

    private static byte[] deflated(int size) {
        Deflater tool = new Deflater(Deflater.BEST_COMPRESSION, true);
        tool.setInput(new byte[size]);
        byte[] out = new byte[LIMIT];
        int length = tool.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        tool.end();
        return Arrays.copyOf(out, length - 4); // As the extension has it.
    }

    private static byte[] framed(byte[] payload) {
        boolean small = payload.length < 126;
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0xc1);
        frame.write(small ? 0x80 | payload.length : 0xfe);
        if (!small) {
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static void secrets(Members members) throws Exception {
        members.add("ada");
        String token = members.token("ada");
        try (Peer peer = Raw.connect(members).send(Peer.handshake(DEFLATE))) {
            assertThat(peer.readHead()).contains("permessage-deflate");
            assertThat(firstByte(peer)).as("the welcome").isEqualTo(0x81);
            peer.sendText("{\"op\":\"auth\",\"id\":1,\"token\":\"" + token + "\"}");
            assertThat(firstByte(peer)).as("who one is").isEqualTo(0x81);
            peer.sendText("{\"op\":\"auth\",\"id\":2,\"token\":\"" + token + "\",\"x\":\"" + token + "\"}");
            assertThat(firstByte(peer)).as("an error").isEqualTo(0x81);
            peer.sendText("{\"op\":\"subscribe\",\"topics\":[\"" + TestGateway.TRADE + "\"]}");
            int first = firstByte(peer);
            for (int i = 0; first != 0xc1 && i < 20; i++) {
                members.gateway().trade(1);
                first = firstByte(peer);
            }
            assertThat(first).as("a price, which is compressed").isEqualTo(0xc1);
        }
    }

    /** Of the next frame, which is read. */
    private static int firstByte(Peer peer) throws IOException {
        byte[] head = peer.read(2);
        int length = head[1] & 0x7f;
        if (length == 126) {
            byte[] more = peer.read(2);
            length = (more[0] & 0xff) << 8 | (more[1] & 0xff);
        }
        peer.read(length);
        return head[0] & 0xff;
    }

    private static void commands(Members members) throws IOException {
        try (Peer peer = Raw.upgraded(members)) {
            for (int i = 0; i < 600; i++) {
                peer.sendText("{\"op\":\"ping\",\"id\":" + i + "}");
            }
            List<String> answers = peer.rest();
            assertThat(answers).endsWith("#close 4010", "#end");
            assertThat(answers)
                    .filteredOn(answer -> answer.contains("\"code\":2004"))
                    .hasSizeGreaterThan(100);
        }
    }

    private static void topics(Members members) throws IOException {
        try (Peer peer = Raw.upgraded(members)) {
            peer.sendText("{\"op\":\"subscribe\",\"topics\":[\"quote:gate:*\"]}");
            assertThat(peer.next()).contains("\"code\":2003");
        }
    }
}
