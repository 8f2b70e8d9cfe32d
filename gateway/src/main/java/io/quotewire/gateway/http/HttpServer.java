package io.quotewire.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's port. Life: {@link #start}, then {@link #drain}, then {@link #close}; each may be called once, from any
 * thread but an event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that cannot be closed is closed already.
public final class HttpServer implements Metric.Source, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 4096;

    /** One for all: what a client says is short, so that none has to find out how long its messages are. */
    private static final RecvByteBufAllocator READS = new FixedRecvByteBufAllocator(2048);

    private final HttpConfig config;
    private final Transport transport;
    private final EventLoopGroup lanes;
    private final Parts parts;
    private final HttpCounters counters;
    private final Connections connections;
    private final List<Channel> listening = new ArrayList<>();
    private final AtomicLong requestIds =
            new AtomicLong(new SplittableRandom().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36));
    private volatile boolean draining;
    private volatile @Nullable EventLoopGroup acceptors;

    /**
     * What the server serves.
     *
     * @param routes all but the WebSocket's, which the server has itself
     * @param gate knows who asks
     * @param simulated whether any source is not a real market
     */
    public record Parts(
            List<Route> routes, WebSockets webSockets, Gatekeeper gate, BooleanSupplier simulated, MicroClock clock) {}

    /**
     * @param lanes the event loops that own connections, made by {@code transport}; the caller shuts them down
     * @throws IllegalArgumentException naming an address at which two routes do the same
     */
    public HttpServer(HttpConfig config, Transport transport, EventLoopGroup lanes, Parts parts) {
        List<Route> routes = new ArrayList<>(parts.routes());
        routes.add(WebSocketUpgrade.route(parts.webSockets()));
        checkDistinct(routes);
        this.config = config;
        this.transport = transport;
        this.lanes = lanes;
        this.parts = new Parts(List.copyOf(routes), parts.webSockets(), parts.gate(), parts.simulated(), parts.clock());
        this.counters = new HttpCounters(routes);
        this.connections = new Connections(config.limits(), parts.clock());
    }

    private static void checkDistinct(List<Route> routes) {
        Set<String> seen = new HashSet<>();
        for (Route route : routes) {
            if (!seen.add(route.method() + " " + route.template())) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.template());
            }
        }
    }

    /**
     * Opens every address; then accepts.
     *
     * @throws IOException naming the address that cannot be bound; none is open then
     */
    public void start() throws IOException {
        EventLoopGroup acceptor = transport.loops(1, "accept");
        acceptors = acceptor;
        AtomicReference<@Nullable Serving> serving = new AtomicReference<>();
        for (ListenAddress address : config.listen()) {
            listening.add(bind(bootstrap(acceptor, serving), address));
        }
        serving.set(serving(Origins.of(addresses(), config.allowedOrigins())));
        listening.forEach(channel -> channel.config().setAutoRead(true));
        LOG.atInfo().addKeyValue("addresses", addresses()).log("listening");
    }

    /** What was bound, in the order of the configuration, with the ports that the system chose. */
    public List<InetSocketAddress> addresses() {
        return listening.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /**
     * Accepts no more, lets sessions say goodbye and requests end.
     *
     * @return how many connections were still open when the time was over and were cut
     */
    public int drain(Duration within) throws InterruptedException {
        draining = true;
        LOG.atInfo().addKeyValue("connections", connections.count()).log("draining");
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        parts.webSockets().drain(within);
        connections.all().forEach(channel -> channel.pipeline().fireUserEventTriggered(HttpConnection.Event.DRAIN));
        if (connections.awaitNone(within.toNanos())) {
            return 0;
        }
        List<Channel> left = connections.all();
        left.forEach(Channel::close);
        return left.size();
    }

    @Override
    public List<Metric.Reading> read() {
        return counters.read(connections.count());
    }

    /** Closes whatever is open. The lanes go on: they are the caller's. */
    @Override
    public void close() {
        draining = true;
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        connections.all().forEach(channel -> channel.close().awaitUninterruptibly());
        EventLoopGroup acceptor = acceptors;
        if (acceptor != null) {
            acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    /** Nothing is accepted until all addresses are bound: which origins and hosts are ours depends on their ports. */
    private ServerBootstrap bootstrap(EventLoopGroup acceptor, AtomicReference<@Nullable Serving> serving) {
        return new ServerBootstrap()
                .group(acceptor, lanes)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .handler(new AcceptGuard(counters))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Serving ready = serving.get();
                        if (ready != null && !draining) {
                            welcome(channel, ready);
                        } else {
                            channel.close();
                        }
                    }
                });
    }

    private void welcome(Channel channel, Serving serving) {
        channel.config().setRecvByteBufAllocator(READS);
        switch (connections.admit(channel)) {
            case WELCOME -> channel.pipeline().addLast(new HttpConnection(serving, null));
            case FULL -> turnAway(channel, serving, "no more connections are taken now", "5");
            case TOO_FAST -> turnAway(channel, serving, "too many connections have come within a second", "1");
            case OVERRUN -> {
                counters.refused(Problem.Type.FULL);
                channel.close();
            }
        }
    }

    private static void turnAway(Channel channel, Serving serving, String why, String retryAfterS) {
        Problem problem = Problem.of(Problem.Type.FULL, why).header("Retry-After", retryAfterS);
        channel.pipeline().addLast(new HttpConnection(serving, problem));
    }

    private Channel bind(ServerBootstrap bootstrap, ListenAddress address) throws IOException {
        ChannelFuture bound = bootstrap.bind(address.resolve()).awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        close();
        BindException failure = new BindException("cannot listen on " + address + ": "
                + Objects.requireNonNull(bound.cause()).getMessage());
        failure.initCause(bound.cause());
        throw failure;
    }

    private Serving serving(Origins origins) {
        Sampler sampler = new Sampler(parts.clock());
        Responder responder =
                new Responder(counters, sampler, () -> "r" + Long.toString(requestIds.incrementAndGet(), 36));
        return new Serving(
                config.limits(),
                new Router(parts.routes()),
                new Doorkeeper(origins, parts.gate()),
                new AnswerWriter(parts.clock(), parts.simulated()),
                counters,
                responder,
                sampler,
                () -> draining);
    }
}
