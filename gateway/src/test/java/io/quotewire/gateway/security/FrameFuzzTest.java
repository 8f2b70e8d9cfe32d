package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import io.quotewire.gateway.TestGateway;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.wire.BadCommand;
import io.quotewire.gateway.wire.CommandReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames and commands that are hardly any: each connection ends when it should, none by a fault of the gateway, and whoever keeps
 * to the protocol beside them is answered.
 */
class FrameFuzzTest {
    /** As often as a client may. */
    private static final long PACE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final List<String> COMMANDS = List.of(
            "{\"op\":\"ping\",\"id\":1}",
            "{\"op\":\"list\",\"id\":9007199254740991}",
            "{\"op\":\"auth\",\"id\":2,\"token\":\"eyJhbGciOiJub25lIn0.e30.\"}",
            "{\"op\":\"subscribe\",\"id\":3,\"rate_ms\":250,\"topics\":[\"" + TestGateway.TRADE
                    + "\",{\"topic\":\"quote:gate:A00*-USDT\",\"rate_ms\":0},{\"topic\":\"" + TestGateway.TRADE
                    + "\",\"epoch\":\"m3q0jrnk\",\"seq\":1}]}",
            "{\"op\":\"subscribe\",\"topics\":[{\"topic\":\"" + TestGateway.TRADE + "\",\"from\":{\"ts\":17}}]}",
            "{\"op\":\"resync\",\"id\":4,\"topics\":[{\"topic\":\"" + TestGateway.TRADE
                    + "\",\"epoch\":\"1\",\"seq\":0}]}",
            "{\"op\":\"unsubscribe\",\"topics\":[\"" + TestGateway.TRADE + "\",\"*\"]}");
    private static final List<String> JSON = List.of(
            "{",
            "}",
            "[",
            "]",
            "[[[[[[[[[[",
            "\"",
            ":",
            ",",
            "\\",
            "\\u0000",
            "\\ud800",
            "null",
            "true",
            "0",
            "-1",
            "1e999",
            "9007199254740993",
            "*",
            ":*",
            "book.5:",
            "candle.1s:",
            "index",
            "\u00ff",
            "\0",
            "\"id\":1,",
            "\"op\":\"ping\",");
    private static final List<String> FRAMES = List.of(
            "\u0081",
            "\u0001",
            "\u0000",
            "\u0080",
            "\u0088\u0080",
            "\u0089\u0080",
            "\u008a\u0080",
            "\u00c1",
            "\u0082",
            "\u00fe\u00ff\u00ff",
            "\u00ff\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
            "\u00ff\0\0\0\0\0\u0001\0\u0001",
            "\0\0\0\0",
            "\u00ff",
            "\u0000\u0080\0\0\0\0");

    @TempDir
    private Path folder;

    private Members members;

    @BeforeEach
    void open() throws Exception {
        members = Premises.open(folder, AuthMode.OPTIONAL);
        members.gateway().trade(3);
    }

    @AfterEach
    void close() {
        members.close();
    }

    @Test
    void frames_thatAreHardlyAny_endTheirOwnConnection() throws IOException {
        try (Peer beside = Raw.upgraded(members)) {
            AtomicLong askedNs = new AtomicLong();
            Fuzz.run(random -> {
                byte[] frames = frames(random);
                talk(random, random.nextInt(4) == 0 ? frames : new Mutation(random, FRAMES).of(frames));
                if (System.nanoTime() - askedNs.get() > PACE_NS) {
                    askedNs.set(System.nanoTime());
                    assertThat(beside.send(Peer.frame(0x89, "")).next()).isEqualTo("#10");
                }
            });
        }
    }

    /** Good frames, of commands that are not, in pieces and with pings between. */
    private static byte[] frames(SplittableRandom random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int count = random.nextInt(1, 6); count > 0; count--) {
            String command = COMMANDS.get(random.nextInt(COMMANDS.size()));
            String text = new Mutation(random, JSON).of(command).replaceAll("[^\0-~]", "~");
            int cut = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> {
                    all.writeBytes(Peer.frame(0x01, text.substring(0, cut)));
                    all.writeBytes(Peer.frame(0x80, text.substring(cut)));
                }
                case 1 -> {
                    all.writeBytes(Peer.frame(0x89, "ping"));
                    all.writeBytes(Peer.frame(0x81, text));
                }
                default -> all.writeBytes(Peer.frame(0x81, text));
            }
        }
        return all.toByteArray();
    }

    private void talk(SplittableRandom random, byte[] frames) throws IOException {
        boolean deflates = random.nextBoolean();
        try (Peer peer = Raw.connect(members)
                .send(deflates ? Peer.handshake("Sec-WebSocket-Extensions: permessage-deflate") : Peer.handshake())) {
            String head = peer.readHead();
            if (head.startsWith("HTTP/1.1 503 ")) {
                return; // Too many in this second.
            }
            assertThat(head).startsWith("HTTP/1.1 101 ");
            int cut = random.nextInt(frames.length + 1);
            try {
                peer.send(new String(frames, 0, cut, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1))
                        .send(new String(frames, cut, frames.length - cut, StandardCharsets.ISO_8859_1)
                                .getBytes(StandardCharsets.ISO_8859_1))
                        .send(Peer.frame(0x88, ""))
                        .endOutput();
            } catch (SocketException ended) {
                return; // Before all was sent.
            }
            List<String> heard = peer.rest();
            assertThat(heard).doesNotContain("#close 1011").last().isIn("#end", "#reset");
        }
    }

    @Test
    void commands_thatAreHardlyAny_areReadOrRefused() {
        Fuzz.run(random -> {
            String command = new Mutation(random, JSON).of(COMMANDS.get(random.nextInt(COMMANDS.size())));
            try {
                assertThat(CommandReader.read(command)).isNotNull();
            } catch (BadCommand bad) {
                assertThat(bad.reason()).isNotEmpty().hasSizeLessThan(300);
            }
        });
    }
}
