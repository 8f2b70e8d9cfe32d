package io.quotewire.lab.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private final Heard heard = new Heard();

    /** What was handed on, in words. */
    private static final class Heard implements Payloads {
        private final List<String> words = new ArrayList<>();

        @Override
        public void message(byte[] bytes, int from, int to) {
            words.add(text(bytes, from, to));
        }

        @Override
        public void ping(byte[] bytes, int from, int to) {
            words.add("ping " + text(bytes, from, to));
        }

        @Override
        public void close(int code, String reason) {
            words.add("close " + code + " " + reason);
        }

        private static String text(byte[] bytes, int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
    }

    /** However the network cuts it, the same messages come. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void messages_cutAnywhere_comeWhole(long seed) throws BadWire {
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = "x".repeat(random.nextInt(i % 20 == 0 ? 70_000 : 300)) + i;
            said.add(text);
            wire.writeBytes(frame(0x81, text));
        }
        FrameReader reader = new FrameReader();
        Remainder rest = new Remainder();
        Intake intake = new Intake();
        byte[] bytes = wire.toByteArray();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(3) == 0 ? 3 : 40_000));
            intake.read(
                    rest,
                    Unpooled.wrappedBuffer(bytes, at, end - at),
                    (b, from, to) -> reader.read(b, from, to, heard));
            at = end;
        }

        assertThat(heard.words).as("seed %d", seed).isEqualTo(said);
    }

    @Test
    void fragments_withAPingBetween_areOneMessage() throws BadWire {
        read(frame(0x01, "{\"a\""), frame(0x89, "p"), frame(0x00, ":1"), frame(0x80, "}"), frame(0x82, "two"));

        assertThat(heard.words).containsExactly("ping p", "{\"a\":1}", "two");
    }

    @Test
    void close_isTheLastWord() throws BadWire {
        read(frame(0x88, ""), frame(0x81, "more"));

        assertThat(heard.words).containsExactly("close 1005 ");
    }

    @Test
    void closeCode_andReason_areTold() throws BadWire {
        byte[] body = "??too slow".getBytes(StandardCharsets.US_ASCII);
        body[0] = (byte) (4008 >> 8);
        body[1] = (byte) 4008;
        new FrameReader().read(frame(0x88, body), 0, body.length + 2, heard);

        assertThat(heard.words).containsExactly("close 4008 too slow");
    }

    @Test
    void frames_thatNoServerMaySend_areRefused() {
        assertRefused("a masked frame", new byte[] {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0});
        assertRefused("a reserved bit", frame(0xc1, "x"));
        assertRefused("a continuation of nothing", frame(0x80, "x"));
        assertRefused("a message within another one", frame(0x01, "a"), frame(0x81, "b"));
        assertRefused("the unknown kind 3", frame(0x83, "x"));
        assertRefused("beyond 4194304", new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0, 64, 0, 1});
        assertRefused("beyond 4194304", new byte[] {(byte) 0x81, 127, (byte) 0x80, 0, 0, 0, 0, 0, 0, 1});
    }

    private void assertRefused(String why, byte[]... frames) {
        assertThatThrownBy(() -> read(frames)).isInstanceOf(BadWire.class).hasMessageContaining(why);
    }

    private void read(byte[]... frames) throws BadWire {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            wire.writeBytes(frame);
        }
        new FrameReader().read(wire.toByteArray(), 0, wire.size(), heard);
    }

    private static byte[] frame(int first, String text) {
        return frame(first, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frame(int first, byte[] body) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (body.length < 126) {
            frame.write(body.length);
        } else if (body.length < 65_536) {
            frame.write(126);
            frame.write(body.length >> 8);
            frame.write(body.length);
        } else {
            frame.writeBytes(new byte[] {127, 0, 0, 0, 0});
            frame.write(body.length >> 24);
            frame.write(body.length >> 16);
            frame.write(body.length >> 8);
            frame.write(body.length);
        }
        frame.writeBytes(body);
        return frame.toByteArray();
    }
}
