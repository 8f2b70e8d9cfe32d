package io.quotewire.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Stands before the frame decoder and knows whether that holds an unfinished frame: it has been given more bytes than
 * came out of it as frames.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class ByteMeter extends ChannelInboundHandlerAdapter {
    private static final int MASK_LENGTH = 4;

    private long unfinished;
    private long sinceUs = -1;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf bytes) {
            unfinished += bytes.readableBytes();
        }
        ctx.fireChannelRead(msg);
    }

    /** A frame has come out of the decoder. */
    void finished(WebSocketFrame frame) {
        int length = frame.content().readableBytes();
        int extended = length <= 125 ? 0 : length <= 0xffff ? 2 : 8;
        unfinished = Math.max(0, unfinished - 2 - extended - MASK_LENGTH - length);
        sinceUs = -1;
    }

    /** An unfinished frame begins to count anew: until {@code nowUs} its client was not listened to. */
    void forgive(long nowUs) {
        if (sinceUs >= 0) {
            sinceUs = nowUs;
        }
    }

    /** For how long, as seen at each tick, a frame has been unfinished, in microseconds. */
    long unfinishedUs(long nowUs) {
        if (unfinished == 0) {
            sinceUs = -1;
            return 0;
        }
        if (sinceUs < 0) {
            sinceUs = nowUs;
        }
        return nowUs - sinceUs;
    }
}
