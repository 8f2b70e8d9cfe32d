package io.quotewire.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.DataInputStream;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectWriteTest {
    private static final int PIECE = 64 << 10;

    @BeforeEach
    void epollIsThere() {
        assumeThat(Epoll.isAvailable()).as("epoll").isTrue();
    }

    @Test
    void write_idleSocket_takesAllWithoutThePipeline() throws Exception {
        try (Line line = new Line()) {
            int taken = line.onLoop(() -> direct(line.channel()).write(piece(7)));

            assertThat(taken).isEqualTo(PIECE);
            assertThat(line.passed()).isZero();
            assertPiece(line.in(), 7);
        }
    }

    @Test
    void write_socketThatFills_leavesTheRestAndTakesNothingBeforeIt() throws Exception {
        try (Line line = new Line()) {
            int pieces = line.onLoop(() -> fill(line.channel()));
            int behind = line.onLoop(() -> direct(line.channel()).write(piece(pieces)));

            assertThat(behind).isZero();
            assertThat(line.passed()).isPositive();
            for (int i = 0; i < pieces; i++) {
                assertPiece(line.in(), i);
            }
        }
    }

    @Test
    void write_closedConnection_takesNothing() throws Exception {
        try (Line line = new Line()) {
            DirectWrite direct = direct(line.channel());
            line.channel().close().sync();

            int taken = line.onLoop(() -> direct.write(piece(0)));

            assertThat(taken).isZero();
        }
    }

    @Test
    void of_otherTransportOrEncryption_isNone() throws Exception {
        try (Line line = new Line()) {
            line.channel()
                    .pipeline()
                    .addFirst(SslContextBuilder.forClient().build().newHandler(PooledByteBufAllocator.DEFAULT));

            assertThat(DirectWrite.of(line.channel())).isNull();
            assertThat(DirectWrite.of(new EmbeddedChannel())).isNull();
        }
    }

    /** Writes pieces until one does not fit, whose rest is left to the pipeline; how many that were. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static int fill(Channel channel) {
        DirectWrite direct = direct(channel);
        for (int i = 0; ; i++) {
            ByteBuf piece = piece(i);
            int taken = direct.write(piece);
            if (taken < PIECE) {
                channel.writeAndFlush(piece.slice(taken, PIECE - taken));
            } else {
                piece.release();
            }
            if (Objects.requireNonNull(channel.unsafe().outboundBuffer()).totalPendingWriteBytes() > 0) {
                return i + 1;
            }
        }
    }

    private static DirectWrite direct(Channel channel) {
        return Objects.requireNonNull(DirectWrite.of(channel));
    }

    private static ByteBuf piece(int number) {
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(PIECE);
        for (int i = 0; i < PIECE / Integer.BYTES; i++) {
            piece.writeInt(number * PIECE + i);
        }
        return piece;
    }

    private static void assertPiece(DataInputStream in, int number) throws Exception {
        for (int i = 0; i < PIECE / Integer.BYTES; i++) {
            assertThat(in.readInt()).isEqualTo(number * PIECE + i);
        }
    }
}
