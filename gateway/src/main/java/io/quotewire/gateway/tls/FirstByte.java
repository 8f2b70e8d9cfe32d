package io.quotewire.gateway.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first byte of a connection, and then lets whoever is to serve it take its place: every TLS connection begins
 * with a byte that no request begins with.
 *
 * <p><b>Threads:</b> the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be closed is closed already.
public final class FirstByte extends ByteToMessageDecoder {
    /** The type of a record that carries a handshake, RFC 8446 section 5.1. */
    private static final int HANDSHAKE = 0x16;

    private final TlsDoor door;
    private final Duration deadline;
    private final Next next;
    private @Nullable Future<?> timer;

    /** Who serves a connection. */
    @FunctionalInterface
    public interface Next {
        /** The handler behind TLS, or behind nothing where that is not spoken; null to close the connection. */
        @Nullable
        ChannelHandler serving(boolean encrypted);
    }

    /** @param deadline after which a connection that has said nothing is closed */
    public FirstByte(TlsDoor door, Duration deadline, Next next) {
        this.door = door;
        this.deadline = deadline;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timer = ctx.executor().schedule(() -> ctx.close(), deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whoever is next hears of it when there is one. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {}

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        boolean encrypted = in.getUnsignedByte(in.readerIndex()) == HANDSHAKE;
        ChannelHandler serving = next.serving(encrypted);
        if (serving == null || (encrypted && !door.isOpen())) {
            in.skipBytes(in.readableBytes());
            ctx.close();
            return;
        }
        ChannelPipeline pipeline = ctx.pipeline();
        if (encrypted) {
            door.enter(pipeline);
        }
        pipeline.addLast(serving);
        ctx.fireChannelActive();
        pipeline.remove(this);
    }

    /** Nothing is told to a connection that has said nothing, but that it is over. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        forget();
        super.channelInactive(ctx);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        forget();
    }

    private void forget() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
