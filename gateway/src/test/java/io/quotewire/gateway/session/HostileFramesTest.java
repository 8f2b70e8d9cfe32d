package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
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
        socket.pipeline().addLast(new WebSocket13FrameDecoder(Sessions.decoderConfig(world.house.config(), false)));
        socket.pipeline().addLast(new Session(world.group, world.house, false));
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
            a length longer than needed,    81fe 0001 00000000 61,               1002
            a frame of 64 KiB and a byte,   81ff 0000000000010001 00000000,      1009
            a frame of 2^62 bytes,          81ff 4000000000000000 00000000,      1009
            """)
    void badFrame_closesWithItsCode(String name, String hex, int code) {
        socket.writeInbound(bytes(hex));

        assertThat(socket.received()).as(name).singleElement().asString().startsWith("#close:" + code);
        assertThat(socket.isOpen()).isFalse();
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
