package io.quotewire.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FramesTest {
    @Test
    void text_ofEachLength_hasTheShortestHeader() {
        assertThat(header(125)).isEqualTo("817d");
        assertThat(header(126)).isEqualTo("817e007e");
        assertThat(header(0xffff)).isEqualTo("817effff");
        assertThat(header(0x10000)).isEqualTo("817f0000000000010000");
    }

    @Test
    void text_isHeaderAndJson() {
        ByteBuf frame = Frames.text(new JsonWriter().openObject().closeObject());

        assertThat(hex(frame)).isEqualTo("81027b7d");
    }

    @Test
    void deflatedHeader_hasTheFirstReservedBit() {
        ByteBuf target = Unpooled.buffer();
        Frames.deflatedHeader(target, 300);

        assertThat(hex(target)).isEqualTo("c17e012c");
    }

    @Test
    void payloadAt_ofEachLength_isBehindTheHeader() {
        for (int length : new int[] {0, 125, 126, 0xffff, 0x10000}) {
            ByteBuf target = Unpooled.buffer();
            Frames.textHeader(target, length);

            assertThat(Frames.payloadAt(target)).isEqualTo(target.writerIndex());
        }
    }

    @Test
    void event_isOneDataLine() {
        JsonWriter json = new JsonWriter().openObject().text("a", "one\ntwo").closeObject();
        ByteBuf frame = Frames.text(json);

        assertThat(text(Frames.event(json))).isEqualTo("data: {\"a\":\"one\\u000atwo\"}\n\n");
        assertThat(text(Frames.event(frame))).isEqualTo("data: {\"a\":\"one\\u000atwo\"}\n\n");
        assertThat(frame.readableBytes()).isEqualTo(2 + json.length());
        assertThat(text(Frames.lines("retry: 7"))).isEqualTo("retry: 7\n\n");
    }

    @Test
    void control_framesAreExact() {
        assertThat(hex(Frames.close(1012, "drain"))).isEqualTo("880703f4" + "647261696e");
        assertThat(hex(Frames.close())).isEqualTo("8800");
        assertThat(hex(Frames.ping())).isEqualTo("8900");
        assertThat(hex(Frames.pong(Unpooled.wrappedBuffer(new byte[] {1, 2})))).isEqualTo("8a020102");
    }

    @Test
    void isUtf8_ofCutCharacter_isFalse() {
        ByteBuf euro = Unpooled.copiedBuffer("€", StandardCharsets.UTF_8);

        assertThat(Frames.isUtf8(euro)).isTrue();
        assertThat(Frames.isUtf8(euro.slice(0, 2))).isFalse();
    }

    private static String header(int length) {
        ByteBuf target = Unpooled.buffer();
        Frames.textHeader(target, length);
        assertThat(target.readableBytes()).isEqualTo(Frames.headerLength(length));
        return hex(target);
    }

    private static String text(ByteBuf buffer) {
        String text = buffer.toString(StandardCharsets.UTF_8);
        buffer.release();
        return text;
    }

    private static String hex(ByteBuf buffer) {
        String text = ByteBufUtil.hexDump(buffer);
        buffer.release();
        return text;
    }

    /** One that is watched for leaks would make an object of each duplicate. */
    @Test
    void pool_ofManyBuffers_watchesNone() {
        for (int i = 0; i < 10_000; i++) {
            ByteBuf frame = Frames.text(new JsonWriter().openObject().closeObject());
            assertThat(frame.getClass().getSimpleName()).doesNotContain("LeakAware");
            frame.release();
        }
    }
}
