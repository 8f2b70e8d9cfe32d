package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.fanout.LazyChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client may send, and may not, once compression was agreed on. */
class CompressedFramesTest {
    private static final int TEXT = 0x81;
    private static final int DEFLATED_TEXT = 0xc1;
    private static final int DEFLATED_BEGIN = 0x41;
    private static final int CONTINUATION = 0x00;
    private static final int LAST = 0x80;

    private final World world = new World();
    private final LazyChannel socket = new LazyChannel();

    CompressedFramesTest() {
        socket.pipeline()
                .addLast(new WebSocket13FrameDecoder(
                        Sessions.decoderConfig(world.house.config().messageBytes(), true)));
        socket.pipeline().addLast(new Session(world.group, world.house, true, Principal.ANYBODY));
        socket.received();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a compressed ping,               c980 00000000,                        1002
            a compressed pong,               ca80 00000000,                        1002
            a compressed close,              c880 00000000,                        1002
            a compressed continuation,       0181 00000000 61 c081 00000000 61,    1002
            compressed twice,                4181 00000000 61 c081 00000000 61,    1002
            the second reserved bit,         a181 00000000 61,                     1002
            the third reserved bit,          9181 00000000 61,                     1002
            the first two reserved bits,     e181 00000000 61,                     1002
            a binary with the second bit,    a281 00000000 61,                     1002
            text that is not compressed,     c185 00000000 ffffffffff,             1007
            compressed bytes that are no text, c187 00000000 000100feffff00,       1007
            """)
    void badFrame_closesWithItsCode(String name, String hex, int code) {
        socket.writeInbound(bytes(hex));

        assertThat(socket.received()).as(name).singleElement().asString().startsWith("#close:" + code);
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void command_compressed_isDone() {
        send(DEFLATED_TEXT, deflated("{\"op\":\"ping\",\"id\":6}".getBytes(StandardCharsets.UTF_8)));

        assertThat(socket.received()).singleElement().asString().startsWith("{\"op\":\"pong\",\"id\":6");
    }

    @Test
    void command_compressedInPieces_isDone() {
        byte[] message = deflated("{\"op\":\"ping\",\"id\":7}".getBytes(StandardCharsets.UTF_8));
        send(DEFLATED_BEGIN, Arrays.copyOf(message, 3));
        send(CONTINUATION, Arrays.copyOfRange(message, 3, 5));
        send(LAST, Arrays.copyOfRange(message, 5, message.length));

        assertThat(socket.received()).singleElement().asString().startsWith("{\"op\":\"pong\",\"id\":7");
    }

    @Test
    void commands_notCompressed_areDoneBetweenThoseThatAre() {
        byte[] plain = "{\"op\":\"ping\",\"id\":8}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3; i++) {
            send(TEXT, plain);
            send(DEFLATED_TEXT, deflated(plain));
        }

        assertThat(socket.received()).hasSize(6).allMatch(text -> text.contains("\"op\":\"pong\",\"id\":8"));
    }

    @Test
    void message_thatInflatesToTheLimit_isRead() {
        int limit = world.house.config().messageBytes();
        send(DEFLATED_TEXT, deflated(spaces(limit)));
        assertThat(socket.received()).singleElement().asString().contains("\"error\":\"bad_json\"");

        send(DEFLATED_TEXT, deflated(spaces(limit + 1)));
        assertThat(socket.received()).containsExactly("#close:1009 too big");
    }

    @Test
    void bomb_closesWith1009() {
        byte[] bomb = deflated(spaces(30 << 20));
        assertThat(bomb).hasSizeLessThan(world.house.config().messageBytes());
        send(DEFLATED_TEXT, bomb);

        assertThat(socket.received()).containsExactly("#close:1009 too big");
    }

    private void send(int first, byte[] payload) {
        ByteBuf frame = Unpooled.buffer().writeByte(first);
        if (payload.length <= 125) {
            frame.writeByte(0x80 | payload.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        }
        socket.writeInbound(frame.writeInt(0).writeBytes(payload));
    }

    private static byte[] spaces(int count) {
        byte[] spaces = new byte[count];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }

    /** As the standard says, by the JDK. */
    private static byte[] deflated(byte[] text) {
        Deflater deflater = new Deflater(9, true);
        try {
            deflater.setInput(text);
            byte[] made = new byte[text.length / 100 + 100];
            return Arrays.copyOf(made, deflater.deflate(made, 0, made.length, Deflater.SYNC_FLUSH) - 4);
        } finally {
            deflater.end();
        }
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }
}
