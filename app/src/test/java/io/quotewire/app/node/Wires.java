package io.quotewire.app.node;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.ServerChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks on at every socket of one loop, on which both ends of connections live: whether all that was sent has arrived, which
 * a kernel does not say, and what the venues sent beside prices.
 *
 * <p><b>Threads:</b> the loop's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of listeners to what ends with the channel.
final class Wires implements IoHandler {
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;

    /** Longer ones are no signs of life. */
    private static final int SHORT = 300;

    private final IoHandler sockets;
    private final Map<Ends, Wire> wires = new HashMap<>();
    private final Map<Integer, Signs> signs = new HashMap<>();
    private int connecting;

    Wires(IoHandler sockets) {
        this.sockets = sockets;
    }

    /** How often a venue answered a ping, sent one itself, and said that it lives without being asked. */
    static final class Signs {
        int pongs;
        int pings;
        int heartbeats;
    }

    /** Two connections may share one of them. */
    private record Ends(SocketAddress client, SocketAddress venue) {
        static final Ends NONE = new Ends(new InetSocketAddress(0), new InetSocketAddress(0));
    }

    /** One connection, of which both ends are here, or only the venue's: then its client is one for REST. */
    private static final class Wire {
        private boolean ours;
        private boolean client;
        private boolean venue;
        private long onTheWay;
        private boolean asked;

        boolean isStill() {
            return !ours || (client == venue && (onTheWay == 0 || !client));
        }
    }

    /** Whether no byte is on its way, and no end of a connection. */
    boolean areStill() {
        return connecting == 0 && wires.values().stream().allMatch(Wire::isStill);
    }

    /** How many requests the venues have and do not answer yet. */
    int unanswered() {
        return (int)
                wires.values().stream().filter(wire -> !wire.ours && wire.asked).count();
    }

    /** What has come from the venue at a port. */
    Signs signs(int port) {
        return signs.computeIfAbsent(port, any -> new Signs());
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        Channel channel = ((Channel.Unsafe) handle).voidPromise().channel();
        if (!(channel instanceof ServerChannel)) {
            channel.pipeline().addFirst(channel.parent() == null ? new ClientEnd(channel) : new VenueEnd());
        }
        return sockets.register(handle);
    }

    @Override
    public int run(IoHandlerContext context) {
        return sockets.run(context);
    }

    @Override
    public void initialize() {
        sockets.initialize();
    }

    @Override
    public void prepareToDestroy() {
        sockets.prepareToDestroy();
    }

    @Override
    public void destroy() {
        sockets.destroy();
    }

    @Override
    public void wakeup() {
        sockets.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return sockets.isCompatible(type);
    }

    private Wire wire(Ends ends) {
        return wires.computeIfAbsent(ends, any -> new Wire());
    }

    private void ended(Ends ends, Wire wire) {
        if (!wire.client && !wire.venue) {
            wires.remove(ends, wire);
        }
    }

    private static int bytes(Object message) {
        return message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
    }

    private final class ClientEnd extends ChannelDuplexHandler {
        private boolean pending = true;
        private Wire wire = new Wire();
        private Ends ends = Ends.NONE;

        ClientEnd(Channel channel) {
            connecting++;
            channel.closeFuture().addListener(closed -> connected());
        }

        private void connected() {
            connecting -= pending ? 1 : 0;
            pending = false;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            connected();
            ends = new Ends(context.channel().localAddress(), context.channel().remoteAddress());
            wire = wire(ends);
            wire.ours = true;
            wire.client = true;
            super.channelActive(context);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            wire.client = false;
            ended(ends, wire);
            super.channelInactive(context);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            wire.onTheWay += bytes(message);
            super.write(context, message, promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            wire.onTheWay -= bytes(message);
            super.channelRead(context, message);
        }
    }

    private final class VenueEnd extends ChannelDuplexHandler {
        private Wire wire = new Wire();
        private Signs said = new Signs();
        private Ends ends = Ends.NONE;

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            ends = new Ends(context.channel().remoteAddress(), context.channel().localAddress());
            wire = wire(ends);
            wire.venue = true;
            said = signs(((InetSocketAddress) context.channel().localAddress()).getPort());
            super.channelActive(context);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            wire.venue = false;
            wire.asked = false;
            ended(ends, wire);
            super.channelInactive(context);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            wire.onTheWay += bytes(message);
            wire.asked = false;
            if (message instanceof ByteBuf buffer) {
                note(buffer);
            }
            super.write(context, message, promise);
        }

        private void note(ByteBuf buffer) {
            if (!buffer.isReadable() || buffer.readableBytes() > SHORT) {
                return;
            }
            String text = buffer.toString(StandardCharsets.ISO_8859_1);
            said.pongs += text.charAt(0) == PONG || text.contains("pong") ? 1 : 0;
            said.pings += text.charAt(0) == PING ? 1 : 0;
            said.heartbeats += text.contains("\"heartbeat") ? 1 : 0;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            wire.onTheWay -= bytes(message);
            wire.asked = true;
            super.channelRead(context, message);
        }
    }
}
