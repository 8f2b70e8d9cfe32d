package io.quotewire.gateway.fanout;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * The WebSocket end of {@link FanoutBenchmark}: shakes hands, reads the one command, and cuts who takes nothing for too
 * long, as sessions do.
 *
 * <p><b>Threads:</b> each connection on its lane.
 */
final class LoadSockets {
    private final Fanout fanout;
    private final BiConsumer<Outbox, Integer> join;
    private final List<Set<Follower>> followers = new ArrayList<>();
    private final AtomicLong cut = new AtomicLong();

    /** @param join makes an outbox follow a topic by its number */
    LoadSockets(Fanout fanout, BiConsumer<Outbox, Integer> join) {
        this.fanout = fanout;
        this.join = join;
        for (Lane lane : fanout.lanes()) {
            Set<Follower> own = new LinkedHashSet<>();
            followers.add(own);
            lane.everyTick(nowUs -> cutStalled(own, nowUs));
        }
    }

    void welcome(Channel channel) {
        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(8192), new Upgrade());
    }

    /** Connections that took nothing for too long. */
    long cut() {
        return cut.get();
    }

    /** Unsent bytes of the connection of {@code lane} that has the most. On the lane's thread. */
    long mostUnsent(int lane) {
        return followers.get(lane).stream().mapToLong(Follower::unsent).max().orElse(0);
    }

    private void cutStalled(Set<Follower> own, long nowUs) {
        List<Follower> stalled =
                own.stream().filter(each -> each.outbox.isStalled(nowUs)).toList();
        stalled.forEach(Follower::cut);
    }

    /** Shakes hands. */
    private final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            Channel channel = ctx.channel();
            new WebSocketServerHandshakerFactory("/ws", null, false)
                    .newHandshaker(request)
                    .handshake(channel, request)
                    .addListener(done -> {
                        if (channel.isActive()) {
                            channel.pipeline().addLast(new Follower(channel));
                            channel.pipeline().remove(this);
                        }
                    });
        }
    }

    /** Follows what its one command names. */
    private final class Follower extends ChannelInboundHandlerAdapter {
        private final Channel channel;
        private final Outbox outbox;
        private final Set<Follower> own;

        private Follower(Channel channel) {
            Lane lane = fanout.lane(channel.eventLoop());
            this.channel = channel;
            this.outbox = lane.open(channel, Encoding.PLAIN);
            this.own = followers.get(lane.index());
            own.add(this);
        }

        private long unsent() {
            var buffer = channel.unsafe().outboundBuffer();
            return buffer == null ? 0 : buffer.totalPendingWriteBytes();
        }

        private void cut() {
            cut.incrementAndGet();
            end();
        }

        private void end() {
            own.remove(this);
            outbox.close();
            channel.unsafe().closeForcibly();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            if (msg instanceof TextWebSocketFrame frame && frame.text().startsWith("S")) {
                for (String topic : frame.text().substring(1).split(",", -1)) {
                    join.accept(outbox, Integer.parseInt(topic));
                }
            }
            ReferenceCountUtil.release(msg);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            if (ctx.channel().isWritable()) {
                outbox.writable();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            end();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            end();
        }
    }
}
