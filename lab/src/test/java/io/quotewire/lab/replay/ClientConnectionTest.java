package io.quotewire.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.quotewire.lab.capture.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keep-alive by a channel whose time the test moves. */
class ClientConnectionTest {
    @TempDir
    private Path folder;

    @Test
    void binance_pingsEveryTwentySeconds() throws IOException {
        EmbeddedChannel channel = opened(new Tape(folder).binance(0, "trade", 1).recording());

        pass(channel, 19_999);
        assertThat(heard(channel)).isNull();
        pass(channel, 1);
        assertThat(heard(channel)).isInstanceOf(PingWebSocketFrame.class);
        pass(channel, 20_000);
        assertThat(heard(channel)).isInstanceOf(PingWebSocketFrame.class);
    }

    @Test
    void binance_whoAnswersPings_stays() throws IOException {
        EmbeddedChannel channel = opened(new Tape(folder).binance(0, "trade", 1).recording());

        for (int i = 0; i < 10; i++) {
            pass(channel, 20_000);
            assertThat(heard(channel)).isInstanceOf(PingWebSocketFrame.class);
            channel.writeInbound(new PongWebSocketFrame());
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void binance_whoAnswersNothingForAMinute_isHungUpOn() throws IOException {
        EmbeddedChannel channel = opened(new Tape(folder).binance(0, "trade", 1).recording());

        pass(channel, 59_999);
        assertThat(channel.isOpen()).isTrue();
        pass(channel, 1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void okx_silentForThirtySeconds_isClosedWith4004() throws IOException {
        EmbeddedChannel channel = opened(new Tape(folder).frame(0, "trades", 1).recording());

        pass(channel, 29_999);
        assertThat(channel.isOpen()).isTrue();
        pass(channel, 1);
        CloseWebSocketFrame close = channel.readOutbound();
        assertThat(close.statusCode()).isEqualTo(4004);
        assertThat(close.reasonText()).isEqualTo("No data received in 30s.");
        assertThat(channel.isOpen()).isFalse();
        close.release();
    }

    @Test
    void okx_textPing_isAnsweredAndKeepsTheConnection() throws IOException {
        EmbeddedChannel channel = opened(new Tape(folder).frame(0, "trades", 1).recording());

        for (int i = 0; i < 10; i++) {
            pass(channel, 25_000);
            channel.writeInbound(new TextWebSocketFrame("ping"));
            TextWebSocketFrame pong = channel.readOutbound();
            assertThat(pong.text()).isEqualTo("pong");
            pong.release();
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void pingFrame_isAnsweredWithItsOwnContent() throws IOException {
        EmbeddedChannel channel = opened(new Tape(folder).frame(0, "trades", 1).recording());
        channel.writeInbound(new PingWebSocketFrame(ByteBufUtil.writeAscii(channel.alloc(), "mark")));

        PongWebSocketFrame pong = channel.readOutbound();
        assertThat(pong.content().toString(StandardCharsets.US_ASCII)).isEqualTo("mark");
        pong.release();
    }

    private static EmbeddedChannel opened(Recording recording) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        VenueStream stream = new VenueStream(
                recording,
                new NothingYet(),
                ReplayConfig.DEFAULT,
                () -> 0,
                (afterUs, task) -> channel.eventLoop().execute(task));
        ClientConnection client = new ClientConnection(channel, "00000001", recording.stage(), stream);
        Door.addConnection(
                channel.pipeline(), client, recording.stage().profile().keepAlive());
        client.opened(List.of());
        return channel;
    }

    private static @Nullable Object heard(EmbeddedChannel channel) {
        return channel.readOutbound();
    }

    private static void pass(EmbeddedChannel channel, long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }
}
