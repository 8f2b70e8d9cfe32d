package io.quotewire.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives bytes to a connection's socket without the way through its pipeline.
 *
 * <p><b>Threads:</b> the channel's event loop. It is the one that closes the socket, so that the descriptor cannot become
 * another connection's between the look and the write.
 */
final class DirectWrite {
    private final Socket socket;

    /** The channel's own until it is closed, and with it the socket. */
    private final ChannelOutboundBuffer waiting;

    private DirectWrite(Socket socket, ChannelOutboundBuffer waiting) {
        this.socket = socket;
        this.waiting = waiting;
    }

    /** For a channel whose bytes leave as they are written; null where it is of another transport or encrypts. */
    static @Nullable DirectWrite of(Channel channel) {
        boolean plain = channel.pipeline().get(SslHandler.class) == null;
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return plain && waiting != null && channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket
                ? new DirectWrite(socket, waiting)
                : null;
    }

    /** Whether no other bytes wait. */
    boolean isReady() {
        return waiting.totalPendingWriteBytes() == 0 && socket.isOpen();
    }

    /**
     * Writes as much from the beginning of {@code bytes} as the socket takes. Their indices are not moved.
     *
     * @return how much that was; 0 also where other bytes wait already, or where the pipeline is to find out what is wrong
     */
    int write(ByteBuf bytes) {
        if (waiting.totalPendingWriteBytes() > 0 || !socket.isOpen() || !bytes.hasMemoryAddress()) {
            return 0;
        }
        try {
            return socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
        } catch (IOException tellsThePipelineToo) {
            return 0;
        }
    }
}
