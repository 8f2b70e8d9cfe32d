package io.quotewire.gateway.session;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.fanout.CrankedFanout;
import io.quotewire.gateway.fanout.Fanout;
import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.fanout.GatewayMetric;
import io.quotewire.gateway.near.NearTopics;
import io.quotewire.model.Catalog;
import io.quotewire.model.Decimal;
import io.quotewire.model.Demand;
import io.quotewire.model.Directory;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Sharding;
import io.quotewire.model.Side;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sessions behind a real port, with a shard's thread that publishes what it is told to. */
final class LiveGateway {
    private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MicroClock clock = MicroClock.system();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private final AtomicReference<@Nullable Topic> topic = new AtomicReference<>();
    private final AtomicInteger due = new AtomicInteger();
    private final Thread shard = new Thread(this::run, "shard");
    private final Fanout fanout;
    private final Sessions sessions;
    private final Channel port;
    private volatile boolean stopped;
    private long seq;

    LiveGateway() {
        this(FanoutConfig.DEFAULT);
    }

    LiveGateway(FanoutConfig config) {
        fanout = new Fanout(
                loops,
                config,
                new Fanout.Setup(
                        new Sharding(1),
                        CrankedFanout.EPOCH,
                        ignored -> () -> LockSupport.unpark(shard),
                        clock,
                        fatal::set));
        NearTopics near = new NearTopics(directory(), clock);
        sessions = new Sessions(
                fanout,
                SessionConfig.DEFAULT,
                new Sessions.Market(directory(), near, demand(), Gatekeeper.none(), clock, 1));
        fanout.start();
        port = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(8192), new Upgrade());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        shard.start();
    }

    int port() {
        return ((InetSocketAddress) port.localAddress()).getPort();
    }

    Sessions sessions() {
        return sessions;
    }

    /** Waits until sessions hold so many seats, as the lanes' last ticks saw it. */
    void awaitFollowing(long seats) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (fanout.read().stream()
                .noneMatch(reading -> reading.metric() == GatewayMetric.SEATS && reading.value() == seats)) {
            if (System.nanoTime() > deadlineNs) {
                throw new IllegalStateException("not " + seats + " seats within thirty seconds");
            }
            LockSupport.parkNanos(this, PARK_NS);
        }
    }

    /** Publishes so many trades from the shard's thread. */
    void trades(Topic to, int count) {
        topic.set(to);
        due.addAndGet(count);
        LockSupport.unpark(shard);
    }

    void close() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(shard);
        shard.join();
        fanout.stop();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
        Throwable failure = fatal.get();
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    private void run() {
        while (!stopped) {
            int work = fanout.broadcaster(0).doWork(clock.nowUs());
            Topic to = topic.get();
            for (int i = 0; i < 100 && to != null && due.get() > 0; i++) {
                due.decrementAndGet();
                publish(to);
                work++;
            }
            if (work == 0) {
                LockSupport.parkNanos(this, PARK_NS);
            }
        }
    }

    private void publish(Topic to) {
        long prev = seq++;
        Update.Head head = new Update.Head(to, CrankedFanout.EPOCH, seq, 1, 1, "okx", Status.LIVE, false);
        Update.TradeItem item = new Update.TradeItem(
                seq, "t", Side.BUY, Decimal.parse("1"), Decimal.parse("2"), clock.nowUs(), false, false);
        fanout.broadcaster(0).on(new Update.Trades(head, prev, List.of(item)));
    }

    /** Shakes hands and puts a session at the end of the pipeline. */
    private final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                            "/v1/ws", null, sessions.decoderConfig(false))
                    .newHandshaker(request);
            Channel channel = ctx.channel();
            handshaker.handshake(channel, request).addListener(done -> {
                channel.pipeline().addLast(sessions.handlerFor(channel.eventLoop(), false, Principal.ANYBODY));
                channel.pipeline().remove(this);
            });
        }
    }

    private static Demand demand() {
        return new Demand() {
            @Override
            public void wanted(Listing listing, Part part) {}

            @Override
            public void unwanted(Listing listing, Part part) {}
        };
    }

    private static Directory directory() {
        Listing listing = new Listing("okx", Instrument.parse("BTC-USDT"));
        Catalog catalog = new Catalog(List.of(new ListingInfo(listing, "BTC-USDT", null, null, true, true)));
        return new Directory() {
            @Override
            public Catalog catalog() {
                return catalog;
            }

            @Override
            public List<SourceReport> sources() {
                return List.of();
            }
        };
    }
}
