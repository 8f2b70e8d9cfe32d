package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.fanout.LazyChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are no frames, through the decoder that stands before a session. */
class HostileFramesTest {
    private final World world = new World();
    private final LazyChannel socket = new LazyChannel();

    HostileFramesTest() {
        socket.pipeline()
                .addLast(new WebSocket13FrameDecoder(
                        Sessions.decoderConfig(world.house.config().messageBytes(), false)));
        socket.pipeline().addLast(new Session(world.group, world.house, false, Principal.ANYBODY));
        socket.received();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            unmasked text,                  8101 61,                             1002
            a reserved bit,                 c181 00000000 61,                    1002
            a reserved opcode,              8381 00000000 61,                    1002
            a ping in pieces,               0980 00000000,                       1002
            a ping of 126 bytes,            89fe 007e 00000000,                  1002
            a piece of nothing,             8081 00000000 61,                    1002
            a text within a text,           0181 00000000 61 8181 00000000 61,   1002
            a close of one byte,            8881 00000000 00,                    1002
            a close with a code of nobody,  8882 00000000 03ed,                  1002
            a close with no text,           8884 00000000 03e8c328,              1007
            a length longer than needed,    81fe 0001 00000000 61,               1002
            a frame of 64 KiB and a byte,   81ff 0000000000010001 00000000,      1009
            a frame of 2^62 bytes,          81ff 4000000000000000 00000000,      1009
            a frame of -1 bytes,            81ff ffffffffffffffff 00000000,      1002
            bad text in a frame not whole,  8185 00000000 61c328,                1007
            the same behind a mask,         8185 01020304 60c12b,                1007
            bad text in an early piece,     0182 00000000 c328,                  1007
            bad text in a later piece,      0181 00000000 c3 0082 00000000 2861, 1007
            the same around a ping,         0181 00000000 c3 8980 00000000 0081 00000000 28, 1007
            text that ends in a character,  8182 00000000 e282,                  1007
            the same in pieces,             0181 00000000 e2 8081 00000000 82,   1007
            """)
    void badFrame_closesWithItsCode(String name, String hex, int code) {
        socket.writeInbound(bytes(hex));

        assertThat(socket.received()).as(name).last().asString().startsWith("#close:" + code);
        assertThat(socket.isOpen()).isFalse();
    }

    /** Each byte of its own, so that whatever is kept between two of them is used. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            text,                     8183 01020304 e380a8
            binary that is no text,   8282 00000000 c328
            the same in pieces,       0281 00000000 c3 8081 00000000 28
            text in pieces of one,    0181 00000000 e2 0081 00000000 82 8081 00000000 ac
            a ping between,           0181 00000000 e2 8981 00000000 ff 0081 00000000 82 8081 00000000 ac
            text behind binary,       8281 00000000 ff 8183 00000000 e282ac
            a ping that is no text,   8982 00000000 c328
            """)
    void goodFrames_inSingleBytes_closeNothing(String name, String hex) {
        ByteBuf all = bytes(hex);
        while (all.isReadable()) {
            socket.writeInbound(Unpooled.copiedBuffer(all.readSlice(1)));
        }

        assertThat(socket.isOpen()).as(name).isTrue();
    }

    @Test
    void badText_isToldAtItsFirstByte() {
        socket.writeInbound(bytes("0181 00000000 f4"));
        assertThat(socket.isOpen()).isTrue();
        socket.writeInbound(bytes("0084 00000000 90"));

        assertThat(socket.received()).containsExactly("#close:1007 not UTF-8");
    }

    @Test
    void frame_notFinishedInTime_closesWith4010() {
        socket.writeInbound(bytes("8982 00000000 61"));
        world.pass(10);
        assertThat(socket.isOpen()).isTrue();
        world.pass(1);

        assertThat(socket.received()).contains("#close:4010 protocol error");
    }

    @Test
    void frame_notFinishedWhileNothingWasRead_isForgiven() {
        socket.writeInbound(bytes("8982 00000000 61"));
        world.pass(1);
        socket.setRoom(false);
        world.pass(20);
        socket.setRoom(true);
        world.pass(9);

        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void frames_inSingleBytes_areReadAndNeverCountAsUnfinished() {
        for (int i = 0; i < 40; i++) {
            for (byte each : ByteBufUtil.decodeHexDump("898100000000" + "61")) {
                socket.writeInbound(Unpooled.wrappedBuffer(new byte[] {each}));
            }
            world.pass(1);
        }

        List<String> received = socket.received();
        assertThat(received).filteredOn("#pong:a"::equals).hasSize(40);
        assertThat(socket.isOpen()).isTrue();
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }
}
