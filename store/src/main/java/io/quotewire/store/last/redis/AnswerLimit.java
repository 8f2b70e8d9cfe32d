package io.quotewire.store.last.redis;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/** Ends a connection on which more comes in answer to one command than any of ours can bring about. */
@SuppressWarnings("FutureReturnValueIgnored") // Who writes has the promise, and nobody waits for the end.
final class AnswerLimit extends ChannelDuplexHandler {
    /** A page of the longest values, of which a scan may answer some more than was asked for. */
    static final long MOST_BYTES = 64 << 20;

    private long come;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        come = 0;
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        come += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        if (come > MOST_BYTES) {
            ReferenceCountUtil.release(message);
            context.fireExceptionCaught(new IOException("an answer of more than " + MOST_BYTES + " bytes"));
            context.close();
        } else {
            context.fireChannelRead(message);
        }
    }
}
