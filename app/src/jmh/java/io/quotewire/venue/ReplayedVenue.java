package io.quotewire.venue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalChannel;
import io.quotewire.model.Channel;
import io.quotewire.model.EventSink;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.venue.access.Trust;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.LimitRule;
import io.quotewire.venue.limit.Limits;
import io.quotewire.venue.pace.Lag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A venue without its socket: the shipped {@link Connection} gets frames as if they had just left one, at times that are
 * told. It is in the connection's package because the connection is shown to nobody else.
 *
 * <p><b>Threads:</b> its maker's. The event loop that it has for answers over REST works only while {@link Line#findBooks}
 * waits for them.
 */
public final class ReplayedVenue implements AutoCloseable {
    private static final List<LimitRule> NO_LIMITS = Stream.of("requests", "weight", "address-weight")
            .map(what -> new LimitRule(what, "none"))
            .toList();

    /** What must not happen to sound traffic. */
    private static final List<FeedMetric> LOSSES = List.of(
            FeedMetric.MALFORMED,
            FeedMetric.UNKNOWN,
            FeedMetric.DUPLICATES,
            FeedMetric.REFUSED_EVENTS,
            FeedMetric.BOOKS_LOST,
            FeedMetric.BOOKS_STATELESS,
            FeedMetric.BOOK_STATE_FAILURES);

    private final VenueAdapter adapter;
    private final Set<Channel> channels;
    private final Map<Listing, ListingInfo> infos;
    private final FeedConfig config;
    private final Ledger ledger;
    private final RestDoor door;
    private final EventLoop loop = new DefaultEventLoop();
    private long nowUs;

    /** @param rest where the states of books are asked for, in plain HTTP */
    public ReplayedVenue(VenueAdapter adapter, Set<Channel> channels, List<Listing> listings, URI rest) {
        this.adapter = adapter;
        this.channels = channels;
        this.infos = listings.stream()
                .map(listing -> new ListingInfo(listing, adapter.symbol(listing.instrument()), null, null, true, true))
                .collect(Collectors.toMap(ListingInfo::listing, Function.identity()));
        this.config = FeedConfig.of(adapter.profile(), List.of()).withUrls(URI.create("ws://127.0.0.1:1"), rest);
        String venue = adapter.profile().venue();
        this.ledger = Ledgers.inMemory(() -> nowUs)
                .of(venue, config.address(), Limits.of(venue).with(NO_LIMITS));
        this.door = new RestDoor(
                venue,
                config,
                Trust.of(config.trustStore(), config.usesTls()),
                ledger,
                () -> nowUs,
                FeedThreads.VIRTUAL);
    }

    /** A new connection, which has heard nothing. */
    public Line connect(EventSink sink) {
        return new Line(sink);
    }

    @Override
    public void close() {
        door.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private FeedParts parts(EventSink sink, Counters counters) {
        long[] generations = {0};
        Function<Listing, @Nullable ListingInfo> known = infos::get;
        return new FeedParts(
                adapter,
                config,
                () -> nowUs,
                new SplittableRandom(7),
                loop,
                FeedThreads.VIRTUAL,
                LocalChannel.class,
                null,
                new Outlet(sink, counters),
                counters,
                new Lag(),
                ledger,
                door,
                () -> ++generations[0],
                () -> false,
                reason -> {},
                known);
    }

    /** One connection, open and subscribed. */
    public final class Line {
        private final Counters counters = new Counters(adapter.profile().venue());
        private final Connection connection;

        private Line(EventSink sink) {
            connection = new Connection(parts(sink, counters));
            infos.values().forEach(info -> connection.add(info, channels));
            connection.opened(false);
        }

        /** A frame has come. */
        public void receive(long recvUs, ByteBuf frame) {
            nowUs = recvUs;
            connection.heard(recvUs);
            connection.frame(frame);
        }

        /** Lets the connection ask over REST for books that it has none of, until it has {@code count} of them. */
        public void findBooks(int count) {
            while (synced() < count) {
                connection.tick(nowUs);
                Thread.onSpinWait();
            }
        }

        /** How many events have gone to the engine. */
        public long events() {
            return counters.get(FeedMetric.EVENTS);
        }

        /** How many frames, events or books went wrong. */
        public long losses() {
            return LOSSES.stream().mapToLong(counters::get).sum();
        }

        private int synced() {
            return loop.submit(() -> connection.books().auditable().size())
                    .syncUninterruptibly()
                    .getNow();
        }
    }
}
