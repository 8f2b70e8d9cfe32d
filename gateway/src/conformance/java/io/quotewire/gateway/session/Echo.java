package io.quotewire.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.quotewire.gateway.http.WebSockets;
import io.quotewire.gateway.wire.Frames;
import java.time.Duration;

/**
 * Sends each message back whole. It is put together of what a session reads with and answers with, but knows no commands
 * and no budget, and has the room that the suite asks for.
 *
 * <p><b>Threads:</b> the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails here shows in what the suite receives.
final class Echo extends ChannelInboundHandlerAdapter {
    /** The suite's longest message is of 16 MiB, and the one in most pieces of 65,536. */
    private static final int BYTES = 16 << 20;

    private static final int FRAGMENTS = 65_600;
    private static final int BINARY = 0x82;
    private static final int NOT_UTF8 = 1007;

    private final MessageAssembler assembler = new MessageAssembler(BYTES, FRAGMENTS);
    private boolean ended;

    /** Echoes on every socket. */
    static WebSockets sockets() {
        return new WebSockets() {
            @Override
            public boolean compresses() {
                return false;
            }

            @Override
            public void takeOver(ChannelPipeline pipeline, boolean compressed) {
                pipeline.addLast(
                        new FrameWatch(),
                        new WebSocket13FrameDecoder(Sessions.decoderConfig(BYTES, false)),
                        new Echo());
            }

            @Override
            public void drain(Duration within) {}
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            if (msg instanceof WebSocketFrame frame && !ended) {
                frame(ctx, frame);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            end(ctx, Frames.close(corrupted.closeStatus().code(), ""));
        } else {
            ctx.close();
        }
    }

    private void frame(ChannelHandlerContext ctx, WebSocketFrame frame) {
        switch (frame) {
            case PingWebSocketFrame ping -> ctx.write(Frames.pong(ping.content()));
            case PongWebSocketFrame _ -> {}
            case CloseWebSocketFrame close ->
                end(ctx, close.statusCode() < 0 ? Frames.close() : Frames.close(close.statusCode(), ""));
            default -> data(ctx, frame);
        }
    }

    private void data(ChannelHandlerContext ctx, WebSocketFrame frame) {
        switch (assembler.add(frame, 0)) {
            case MORE -> {}
            case TOO_BIG -> end(ctx, Frames.close(1009, ""));
            case BROKEN -> throw new IllegalStateException("nobody agreed to compress");
            case WHOLE -> message(ctx, assembler.take());
        }
    }

    private void message(ChannelHandlerContext ctx, ByteBuf message) {
        if (!assembler.isBinary() && !Frames.isUtf8(message)) {
            end(ctx, Frames.close(NOT_UTF8, ""));
            return;
        }
        int length = message.readableBytes();
        ByteBuf frame = Frames.POOL.directBuffer(Frames.headerLength(length) + length);
        Frames.textHeader(frame, length);
        if (assembler.isBinary()) {
            frame.setByte(0, BINARY);
        }
        ctx.write(frame.writeBytes(message));
    }

    private void end(ChannelHandlerContext ctx, ByteBuf close) {
        if (ended) {
            close.release();
            return;
        }
        ended = true;
        ctx.writeAndFlush(close).addListener(ChannelFutureListener.CLOSE);
    }
}
