package io.quotewire.gateway;

import io.netty.channel.EventLoopGroup;
import io.quotewire.gateway.account.AccountRoutes;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Reception;
import io.quotewire.gateway.dialect.Dialects;
import io.quotewire.gateway.fanout.Broadcaster;
import io.quotewire.gateway.fanout.Fanout;
import io.quotewire.gateway.http.HttpServer;
import io.quotewire.gateway.http.Route;
import io.quotewire.gateway.http.Transport;
import io.quotewire.gateway.near.NearTopics;
import io.quotewire.gateway.past.Archive;
import io.quotewire.gateway.rest.Pulse;
import io.quotewire.gateway.rest.RestApi;
import io.quotewire.gateway.session.Sessions;
import io.quotewire.model.Demand;
import io.quotewire.model.Directory;
import io.quotewire.model.Epoch;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.PastCandles;
import io.quotewire.model.Sharding;
import io.quotewire.store.StoreBusy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything between updates and clients. Life: {@link #start}, {@link #drain}, {@link #close}, each once, from any thread
 * but a lane.
 */
public final class Gateway implements AutoCloseable {
    private static final long LANES_END_MS = 2_000;

    private final Fanout fanout;
    private final RestApi rest;
    private final LiveSnapshots snapshots;
    private final HttpServer server;
    private final Sessions sessions;
    private final @Nullable Reception reception;
    private final EventLoopGroup lanes;
    private final boolean ownsLanes;
    private final boolean encrypted;

    /**
     * What there is to tell.
     *
     * @param epoch of topics that have had no update yet: the engine's
     * @param demand hears of listings that clients want beyond those that flow
     * @param past knows the venues' candles of the time before
     * @param archive knows what was told before
     */
    public record Market(
            Sharding sharding, Epoch epoch, Directory directory, Demand demand, PastCandles past, Archive archive) {
        /** One where nothing is kept. */
        public Market(Sharding sharding, Epoch epoch, Directory directory, Demand demand, PastCandles past) {
            this(sharding, epoch, directory, demand, past, Archive.NONE);
        }
    }

    /**
     * What the process gives.
     *
     * @param version of this build
     * @param wakers how to make a shard's thread call its broadcaster's {@code doWork} soon; may be called before the start
     * @param fatal told of an exception in what all share, after which the process must end; any thread
     * @param seed of the random numbers that spread clients in time
     * @param pulses the loops, beside the lanes, that {@code /live} watches
     * @param metrics the sources, beside the gateway's own, that {@code /metrics} shows
     * @param extras what this process serves beyond what every gateway does
     * @param reception lets accounts in; null where there are none
     * @param loops the event loops of its lanes, which are the caller's to end; null to have {@link GatewayConfig#lanes} of its own
     */
    public record Host(
            String version,
            MicroClock clock,
            IntFunction<Runnable> wakers,
            Consumer<Throwable> fatal,
            long seed,
            List<Pulse> pulses,
            List<Metric.Source> metrics,
            Extras extras,
            @Nullable Reception reception,
            @Nullable EventLoopGroup loops) {}

    /**
     * What only some processes serve.
     *
     * @param routes at addresses that the gateway does not have
     * @param demo whether this is a demo, which {@code /health} and the page tell
     */
    public record Extras(List<Route> routes, boolean demo) {
        public static final Extras NONE = new Extras(List.of(), false);

        public Extras {
            routes = List.copyOf(routes);
        }
    }

    /** @throws IllegalArgumentException saying why, where there is to be TLS and cannot */
    public Gateway(GatewayConfig config, Market market, Host host) {
        this.encrypted = config.http().tls().isOn();
        Transport transport = Transport.best();
        MicroClock clock = host.clock();
        EventLoopGroup given = host.loops();
        this.ownsLanes = given == null;
        this.lanes = given == null ? transport.loops(config.lanes(), "lane") : given;
        this.fanout = new Fanout(
                lanes,
                config.fanout(),
                new Fanout.Setup(
                        market.sharding(), market.epoch(), host.wakers(), clock, host.fatal(), market.archive()));
        this.reception = host.reception();
        Gatekeeper gate = reception == null ? Gatekeeper.none() : reception.gate();
        NearTopics near = new NearTopics(market.directory(), clock);
        this.sessions = new Sessions(
                fanout,
                config.session(),
                new Sessions.Market(market.directory(), near, market.demand(), gate, clock, host.seed()));
        this.snapshots = new LiveSnapshots(fanout.lastValues(), market.epoch());
        RestApi.Parts parts = new RestApi.Parts(
                host.version(),
                clock,
                market.directory(),
                snapshots,
                new LiveShards(fanout, sessions),
                market.past(),
                market.archive(),
                near,
                joined(host.pulses(), Pulse.of(lanes, "lane", clock)),
                joined(host.metrics(), List.of(fanout, sessions, this::readServer)),
                host.extras().demo(),
                gate.mode());
        this.rest = new RestApi(parts);
        EventStreams streams =
                new EventStreams(sessions, near, config.http().limits().headBytes() / 2);
        List<Route> foreign = new DialectRoutes(sessions).routes(Dialects.all(config.dialects()));
        List<Route> routes = Stream.of(
                        rest.routes(),
                        List.of(streams.route()),
                        host.extras().routes(),
                        foreign,
                        reception == null ? List.<Route>of() : AccountRoutes.of(reception))
                .flatMap(List::stream)
                .toList();
        this.server = new HttpServer(
                config.http(),
                transport,
                lanes,
                new HttpServer.Parts(routes, new NativeSockets(sessions), gate, parts::simulated, clock));
    }

    /** Where shard {@code shard} puts its updates; also a duty of the same thread. */
    public Broadcaster broadcaster(int shard) {
        return fanout.broadcaster(shard);
    }

    /**
     * Opens the port.
     *
     * @throws IOException naming the address that cannot be opened, or saying that accounts cannot be read; the gateway is of no
     *     more use then but to be closed
     */
    public void start() throws IOException {
        fanout.start();
        if (reception != null) {
            start(reception);
        }
        server.start();
    }

    private void start(Reception accounts) throws IOException {
        try {
            accounts.start(sessions::end);
        } catch (StoreBusy e) {
            throw new IOException("accounts cannot be read: " + e.getMessage(), e);
        }
    }

    /** What was bound, in the order of the configuration, with the ports that the system chose. */
    public List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    /** The address of operators; null where they have none of their own. */
    public @Nullable InetSocketAddress adminAddress() {
        return server.adminAddress();
    }

    /** Whether TLS is spoken there. */
    public boolean isEncrypted() {
        return encrypted;
    }

    /** Whether any topic is live, which is what {@code /ready} says. Any thread. */
    public boolean isReady() {
        return snapshots.anyLive();
    }

    /**
     * Says at {@code /ready} that it is over, accepts no more, says goodbye to sessions, and waits until all have gone.
     *
     * @return how many connections had not gone when the time was over, and were cut
     */
    public int drain(Duration within) throws InterruptedException {
        rest.drain();
        return server.drain(within);
    }

    /** Ends whatever still turns. */
    @Override
    public void close() {
        server.close();
        fanout.stop();
        if (ownsLanes) {
            lanes.shutdownGracefully(0, LANES_END_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
    }

    private List<Metric.Reading> readServer() {
        return server.read();
    }

    private static <T> List<T> joined(List<? extends T> some, List<? extends T> more) {
        return Stream.<T>concat(some.stream(), more.stream()).toList();
    }
}
