package io.quotewire.lab.host;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keep-alive by a channel whose time the test moves. */
class ClientConnectionTest {
    @Test
    void binance_pingsEveryTwentySeconds() {
        EmbeddedChannel channel = opened("binance");

        pass(channel, 19_999);
        assertThat(heard(channel)).isNull();
        pass(channel, 1);
        assertThat(heard(channel)).isInstanceOf(PingWebSocketFrame.class);
        pass(channel, 20_000);
        assertThat(heard(channel)).isInstanceOf(PingWebSocketFrame.class);
    }

    @Test
    void binance_whoAnswersPings_stays() {
        EmbeddedChannel channel = opened("binance");

        for (int i = 0; i < 10; i++) {
            pass(channel, 20_000);
            assertThat(heard(channel)).isInstanceOf(PingWebSocketFrame.class);
            channel.writeInbound(new PongWebSocketFrame());
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void binance_whoAnswersNothingForAMinute_isHungUpOn() {
        EmbeddedChannel channel = opened("binance");

        pass(channel, 59_999);
        assertThat(channel.isOpen()).isTrue();
        pass(channel, 1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void okx_silentForThirtySeconds_isClosedWith4004() {
        EmbeddedChannel channel = opened("okx");

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
    void okx_textPing_isAnsweredAndKeepsTheConnection() {
        EmbeddedChannel channel = opened("okx");

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
    void pingFrame_isAnsweredWithItsOwnContent() {
        EmbeddedChannel channel = opened("okx");
        channel.writeInbound(new PingWebSocketFrame(ByteBufUtil.writeAscii(channel.alloc(), "mark")));

        PongWebSocketFrame pong = channel.readOutbound();
        assertThat(pong.content().toString(StandardCharsets.US_ASCII)).isEqualTo("mark");
        pong.release();
    }

    @Test
    void client_thatReadsNoAnswers_isNotReadEither_untilItDoes() {
        EmbeddedChannel channel = opened("okx");
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(100, 200));

        ChannelFuture written = channel.write(Unpooled.wrappedBuffer(new byte[1_000]));
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.flush();
        channel.runPendingTasks();
        assertThat(written.isSuccess()).isTrue();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(channel.releaseOutbound()).isTrue();
    }

    private static EmbeddedChannel opened(String venue) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        Stage stage = requireNonNull(Stages.byFolder(venue));
        ClientConnection client =
                new ClientConnection(channel, "00000001", new BareStage(stage), Guard.trusting(() -> true));
        Door.addConnection(channel.pipeline(), client, stage.profile().keepAlive());
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
