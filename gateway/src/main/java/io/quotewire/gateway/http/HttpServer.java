package io.quotewire.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.proxy.TrustedProxies;
import io.quotewire.gateway.tls.FirstByte;
import io.quotewire.gateway.tls.TlsDoor;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
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
    private static final Problem HTTPS_ONLY = Problem.of(
                    Problem.Type.HTTPS_REQUIRED,
                    "what is sent without TLS can be read on the way: use https or wss here")
            .header("Upgrade", "TLS/1.2, HTTP/1.1");

    /** One for all: what a client says is short, so that none has to find out how long its messages are. */
    private static final RecvByteBufAllocator READS = new FixedRecvByteBufAllocator(2048);

    private final HttpConfig config;
    private final Transport transport;
    private final EventLoopGroup lanes;
    private final Parts parts;
    private final HttpCounters counters;
    private final @Nullable TlsDoor tls;
    private final TrustedProxies proxies;
    private final Connections clients;

    /** Apart from the clients', so that none of these keeps out who wants to see why. */
    private final Connections operators;

    private final List<Channel> listening = new ArrayList<>();
    private volatile @Nullable Channel adminListening;
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
     * @throws IllegalArgumentException naming an address at which two routes do the same, or saying why there can be no TLS
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
        this.tls = TlsDoor.open(config.tls(), parts.clock());
        this.proxies = new TrustedProxies(config.trustedProxies());
        this.clients = new Connections(config.limits(), proxies, parts.clock());
        this.operators = new Connections(config.limits(), proxies, parts.clock());
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
        Origins origins = Origins.of(addresses(), config.allowedOrigins());
        serving.set(serving(origins, parts.gate(), clients, this::isForClients));
        ListenAddress admin = config.adminListen();
        if (admin != null) {
            startAdmin(acceptor, admin);
        }
        if (tls != null) {
            tls.start();
        }
        listening.forEach(channel -> channel.config().setAutoRead(true));
        LOG.atInfo().addKeyValue("addresses", addresses()).log("listening");
    }

    /** On an address that only this machine has nobody has to log in; pages of other origins read nothing there. */
    private void startAdmin(EventLoopGroup acceptor, ListenAddress address) throws IOException {
        AtomicReference<@Nullable Serving> serving = new AtomicReference<>();
        Channel channel = bind(bootstrap(acceptor, serving), address);
        adminListening = channel;
        InetSocketAddress bound = (InetSocketAddress) channel.localAddress();
        Gatekeeper gate = bound.getAddress().isLoopbackAddress() ? Gatekeeper.none() : parts.gate();
        serving.set(serving(
                Origins.of(List.of(bound), Set.of()),
                gate,
                operators,
                route -> route.access().isForOperators()));
        channel.config().setAutoRead(true);
        LOG.atInfo().addKeyValue("address", bound).log("listening for operators");
    }

    private boolean isForClients(Route route) {
        return config.adminListen() == null || route.access() != Access.OPERATOR;
    }

    /** What was bound, in the order of the configuration, with the ports that the system chose. */
    public List<InetSocketAddress> addresses() {
        return listening.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /** The address of operators, likewise; null where they have none of their own. */
    public @Nullable InetSocketAddress adminAddress() {
        Channel channel = adminListening;
        return channel == null ? null : (InetSocketAddress) channel.localAddress();
    }

    /**
     * Accepts no more, lets sessions say goodbye and requests end.
     *
     * @return how many connections were still open when the time was over and were cut
     */
    public int drain(Duration within) throws InterruptedException {
        draining = true;
        LOG.atInfo().addKeyValue("connections", clients.count()).log("draining");
        long endNs = System.nanoTime() + within.toNanos();
        stopListening();
        parts.webSockets().drain(within);
        all().forEach(channel -> channel.pipeline().fireUserEventTriggered(HttpConnection.Event.DRAIN));
        if (clients.awaitNone(within.toNanos()) && operators.awaitNone(endNs - System.nanoTime())) {
            return 0;
        }
        List<Channel> left = all();
        left.forEach(Channel::close);
        return left.size();
    }

    private List<Channel> all() {
        return Stream.concat(clients.all().stream(), operators.all().stream()).toList();
    }

    private void stopListening() {
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        Channel admin = adminListening;
        if (admin != null) {
            admin.close().awaitUninterruptibly();
        }
    }

    @Override
    public List<Metric.Reading> read() {
        List<Metric.Reading> all = new ArrayList<>(counters.read(clients.count() + operators.count()));
        if (tls != null) {
            all.addAll(tls.read());
        }
        return all;
    }

    /** Closes whatever is open. The lanes go on: they are the caller's. */
    @Override
    public void close() {
        draining = true;
        stopListening();
        List<Channel> left = all();
        left.forEach(Channel::close); // All before any is waited for: TLS may take a while over its last word.
        left.forEach(channel -> channel.closeFuture().awaitUninterruptibly());
        if (tls != null) {
            tls.close();
        }
        EventLoopGroup acceptor = acceptors;
        if (acceptor != null) {
            acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    /** Nothing is accepted until all addresses are bound: which origins and hosts are ours depends on their ports. */
    private ServerBootstrap bootstrap(EventLoopGroup acceptor, AtomicReference<@Nullable Serving> serving) {
        return transport
                .prepare(new ServerBootstrap())
                .group(acceptor, lanes)
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
        switch (serving.connections().admit(channel)) {
            case WELCOME -> serve(channel, serving, null);
            case FULL -> serve(channel, serving, full("no more connections are taken now", "5"));
            case TOO_FAST -> serve(channel, serving, full("too many connections have come within a second", "1"));
            case OVERRUN -> {
                counters.refused(Problem.Type.FULL);
                channel.close();
            }
        }
    }

    private static Problem full(String why, String retryAfterS) {
        return Problem.of(Problem.Type.FULL, why).header("Retry-After", retryAfterS);
    }

    /** Who is turned away is not told why over TLS: shaking hands costs more than what there is no room for. */
    private void serve(Channel channel, Serving serving, @Nullable Problem greeting) {
        TlsDoor door = tls;
        if (door == null) {
            channel.pipeline().addLast(new HttpConnection(serving, greeting, false));
            return;
        }
        boolean near = ((InetSocketAddress) channel.parent().localAddress())
                .getAddress()
                .isLoopbackAddress();
        Problem plain = greeting == null && !near && !config.allowPlain() ? HTTPS_ONLY : greeting;
        channel.pipeline().addLast(new FirstByte(door, config.limits().headDeadline(), encrypted -> {
            if (encrypted && greeting != null) {
                counters.refused(Problem.Type.FULL);
                return null;
            }
            return new HttpConnection(serving, encrypted ? null : plain, encrypted);
        }));
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

    private Serving serving(Origins origins, Gatekeeper gate, Connections connections, Predicate<Route> served) {
        Sampler sampler = new Sampler(parts.clock());
        Responder responder =
                new Responder(counters, sampler, () -> "r" + Long.toString(requestIds.incrementAndGet(), 36));
        return new Serving(
                config.limits(),
                proxies,
                connections,
                new Router(parts.routes().stream().filter(served).toList()),
                new Doorkeeper(origins, gate),
                new AnswerWriter(parts.clock(), parts.simulated()),
                counters,
                responder,
                sampler,
                () -> draining);
    }
}
