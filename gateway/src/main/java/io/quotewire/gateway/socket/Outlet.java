package io.quotewire.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Where finished frames leave for a connection's socket: directly where that can be, else by the pipeline. A failure is the
 * pipeline's to tell.
 *
 * <p><b>Threads:</b> the channel's event loop.
 */
public final class Outlet {
    private final Channel channel;

    /** Behind the encoder, if any, that would only pass frames on. */
    private final ChannelOutboundInvoker way;

    private final @Nullable DirectWrite direct;
    private final Sent sent = new Sent();

    /** Made when the socket has not taken something. */
    private @Nullable Progress progress;

    /** Whether the pipeline may have something of what it was given through here. */
    private boolean filled = true;

    /** @param room of {@link #waterMark} */
    public Outlet(Channel channel, WriteBufferWaterMark room) {
        ChannelHandlerContext encoder = channel.pipeline().context(WebSocketFrameEncoder.class);
        this.channel = channel;
        this.way = encoder == null ? channel : encoder;
        this.direct = DirectWrite.of(channel);
        channel.config().setWriteBufferWaterMark(room);
    }

    /** A socket counts as writable up to {@code bytes} that are unsent, and again at half of them; for any number of sockets. */
    public static WriteBufferWaterMark waterMark(int bytes) {
        return new WriteBufferWaterMark(bytes / 2, bytes);
    }

    /** Writes frames, which are given away; they leave with the next flush. */
    @SuppressWarnings("FutureReturnValueIgnored") // The void promise tells the pipeline.
    public void write(ByteBuf frames) {
        filled = true;
        sent.addBytes(frames.readableBytes());
        way.write(frames, channel.voidPromise());
    }

    /**
     * Writes frames that are shared, and flushes: with many connections the way to the socket is what costs, so the pipeline is
     * given only what the socket does not take.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // As for write.
    public void flush(ByteBuf frames) {
        sent.addBytes(frames.readableBytes());
        int taken = direct == null ? 0 : direct.write(frames);
        if (taken < frames.readableBytes()) {
            filled = true;
            ByteBuf rest = frames.retainedSlice(taken, frames.readableBytes() - taken);
            way.writeAndFlush(rest, channel.voidPromise());
        }
    }

    public Sent sent() {
        return sent;
    }

    public void flush() {
        way.flush();
    }

    /** Whether the socket has room. */
    public boolean isWritable() {
        return !filled || channel.isWritable();
    }

    /** Bytes that wait for the socket, as far as they were written here; the largest number once that is closed. */
    public long unsent() {
        if (!filled) {
            return 0;
        }
        ChannelOutboundBuffer buffer = waiting();
        return buffer == null ? Long.MAX_VALUE : buffer.totalPendingWriteBytes();
    }

    /** Looks whether the socket has taken all that was written here, which spares further looks while all goes straight to it. */
    public void look() {
        if (filled && direct != null) {
            ChannelOutboundBuffer buffer = waiting();
            filled = buffer == null || buffer.totalPendingWriteBytes() > 0; // isEmpty() sees only what is flushed.
        }
    }

    /** Whether what is flushed now goes straight to the socket. */
    public boolean isReady() {
        return !filled && direct != null && direct.isReady();
    }

    /** For how long it has taken nothing of what waits, as seen at each call, in microseconds; 0 where nothing does. */
    public long stalledUs(long nowUs) {
        ChannelOutboundBuffer buffer = waiting();
        if (buffer == null || buffer.isEmpty()) {
            progress = null;
            return 0;
        }
        Progress seen = progress == null ? new Progress() : progress;
        progress = seen;
        return seen.since(nowUs, buffer);
    }

    /** What waits for the socket; null once that is closed. */
    private @Nullable ChannelOutboundBuffer waiting() {
        return channel.unsafe().outboundBuffer();
    }
}
