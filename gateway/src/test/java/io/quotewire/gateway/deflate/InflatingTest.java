package io.quotewire.gateway.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.quotewire.gateway.deflate.Inflating.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InflatingTest {
    private static final int LIMIT = 64 << 10;

    private final ByteBuf target = Unpooled.buffer(0, LIMIT);

    /** The examples of RFC 7692, section 7.2.3; the second part of a message that needs the first is none of ours. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            one block,                  f248cdc9c90700,              Hello
            a block without compression, 000500faff48656c6c6f00,     Hello
            a last block,               f348cdc9c9070000,            Hello
            two blocks,                 f248050000 00ffffcac9c90700, Hello
            nothing,                    00,                          ''
            """)
    void message_ofTheStandard_isRead(String name, String hex, String text) {
        assertThat(inflate(hex)).as(name).isEqualTo(Outcome.WHOLE);
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a block of no kind,                     ffffffffff
            a block whose two lengths differ,       000500000048656c6c6f
            a distance beyond the beginning,        cac9c907000200
            more behind a last block,               f348cdc9c907000000
            another message behind a last block,    f348cdc9c90700f248cdc9c90700
            """)
    void message_thatIsNotDeflated_isBroken(String name, String hex) {
        assertThat(inflate(hex)).as(name).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void message_ofTheLimit_isWholeAndOneByteMoreIsTooBig() {
        assertThat(inflate(deflated(LIMIT))).isEqualTo(Outcome.WHOLE);
        assertThat(target.readableBytes()).isEqualTo(LIMIT);
        target.clear();

        assertThat(inflate(deflated(LIMIT + 1))).isEqualTo(Outcome.TOO_BIG);
    }

    @Test
    void bomb_costsNoMoreThanTheLimit() {
        byte[] bomb = deflated(50 << 20);
        assertThat(bomb).hasSizeLessThan(LIMIT);

        assertThat(inflate(bomb)).isEqualTo(Outcome.TOO_BIG);
        assertThat(target.capacity()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void message_afterABrokenOne_isReadAsIfThatHadNotBeen() {
        inflate("ffffffffff");

        assertThat(inflate("f248cdc9c90700")).isEqualTo(Outcome.WHOLE);
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("Hello");
    }

    @Test
    void payload_deflatedAndInflated_isTheSame() {
        String text = "{\"type\":\"update\",\"topic\":\"quote:okx:BTC-USDT\"}".repeat(900);
        Deflating tool = Deflating.ofThread();
        ByteBuf shorter = Unpooled.buffer();

        assertThat(tool.deflate(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))))
                .isBetween(1, text.length() / 10);
        tool.copyTo(shorter);
        assertThat(Inflating.ofThread().inflate(shorter, target)).isEqualTo(Outcome.WHOLE);
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void payload_thatGetsNoShorter_isLeft() {
        Deflating tool = Deflating.ofThread();

        assertThat(tool.deflate(ByteBuffer.wrap(new byte[] {1, 2, 3}))).isEqualTo(-1);
        assertThat(tool.deflate(ByteBuffer.allocate(0))).isEqualTo(-1);
        assertThat(tool.deflate(ByteBuffer.allocate(1000))).isBetween(1, 20);
    }

    @Test
    void tools_endWithTheirThread() throws InterruptedException {
        AtomicReference<@Nullable Deflating> deflating = new AtomicReference<>();
        AtomicReference<@Nullable Inflating> inflating = new AtomicReference<>();
        FastThreadLocalThread thread = new FastThreadLocalThread(() -> {
            deflating.set(Deflating.ofThread());
            inflating.set(Inflating.ofThread());
            assertThat(Inflating.ofThread()).isSameAs(inflating.get());
        });
        thread.start();
        thread.join();

        Deflating deflated = deflating.get();
        Inflating inflated = inflating.get();
        assertThat(deflated).isNotNull();
        assertThat(inflated).isNotNull();
        if (deflated != null && inflated != null) {
            assertThatThrownBy(() -> deflated.deflate(ByteBuffer.allocate(100)))
                    .hasMessageContaining("has been closed");
            assertThatThrownBy(() -> inflated.inflate(Unpooled.buffer(), target))
                    .hasMessageContaining("has been closed");
        }
    }

    private Outcome inflate(String hex) {
        return inflate(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }

    private Outcome inflate(byte[] message) {
        return Inflating.ofThread().inflate(Unpooled.wrappedBuffer(message), target);
    }

    /** So many zeros as the standard says, by the JDK. */
    private static byte[] deflated(int zeros) {
        Deflater deflater = new Deflater(9, true);
        try {
            deflater.setInput(new byte[zeros]);
            byte[] made = new byte[zeros / 500 + 100];
            int length = deflater.deflate(made, 0, made.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(made, length - 4);
        } finally {
            deflater.end();
        }
    }
}
