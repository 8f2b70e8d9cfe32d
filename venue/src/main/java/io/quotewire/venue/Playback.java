package io.quotewire.venue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotewire.model.Channel;
import io.quotewire.model.EventSink;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent.Trading;
import io.quotewire.venue.VenueSocket.End;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Limits;
import io.quotewire.venue.pace.Lag;
import io.quotewire.venue.tap.FrameTap;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A feed without sockets and without a clock: the connections, decoders, chains and books of a {@link FeedHandler}, told what came and
 * when. What is told twice in the same order has the same events twice.
 *
 * <p>It connects to nobody. What a connection would send is dropped, and what it asks over REST is answered by {@link #answered},
 * whenever that comes: with what is asked a little later than when it was recorded, too. When connections begin and end is for the
 * teller to say; what takes another's place before that ends ({@code Rotations}) speaks beside it here.
 *
 * <p><b>Threads:</b> one.
 */
public final class Playback {
    /** How much later than in the recording something may be asked, and still get the recorded answer. */
    private static final long LATE_US = 1_000_000;

    private static final int MOST_ANSWERS = 1_000;

    /** Far more than a feed has; further ones are not played. */
    private static final int MOST_CONNECTIONS = 256;

    private final VenueAdapter adapter;
    private final EmbeddedChannel turns = new EmbeddedChannel();
    private final Counters counters;
    private final Answers answers = new Answers();
    private final FeedParts parts;
    private final LateTrades late;
    private final Map<Integer, Connection> connections = new LinkedHashMap<>();
    private final Map<String, ListingInfo> bySymbol = new HashMap<>();
    private final Map<Listing, ListingInfo> infos = new HashMap<>();
    private boolean simulated;
    private long nowUs;
    private long generations;
    private int numbers;

    /** @param tap told of what passes, as of a feed that runs */
    public Playback(VenueAdapter adapter, EventSink sink, FrameTap tap) {
        this.adapter = adapter;
        String venue = adapter.profile().venue();
        this.counters = new Counters(venue);
        FeedConfig config = FeedConfig.of(adapter.profile(), List.of());
        this.parts = new FeedParts(
                adapter,
                config,
                () -> nowUs,
                new SplittableRandom(7),
                turns.eventLoop(),
                (name, task) -> task.run(),
                EmbeddedChannel.class,
                null,
                new Outlet(sink, counters),
                counters,
                new Lag(),
                Ledgers.inMemory(() -> nowUs).of(venue, config.address(), Limits.of(venue)),
                answers,
                () -> ++generations,
                () -> simulated,
                reason -> {},
                infos::get,
                tap,
                () -> ++numbers);
        this.late = new LateTrades(parts);
    }

    /** What the venue lists from now on. */
    public void listed(Collection<ListingInfo> list) {
        for (ListingInfo info : list) {
            ListingInfo before = infos.put(info.listing(), info);
            bySymbol.put(info.symbol(), info);
            boolean open = before == null || before.trading();
            if (open != info.trading()) {
                parts.outlet().trading(new Trading(info.listing(), nowUs, !info.trading()));
            }
        }
    }

    /** All connections that were up are no more; those that come are others. */
    public void began(long atUs) {
        at(atUs);
        connections.values().stream().filter(Connection::isOpen).forEach(one -> one.ended(End.of("cut off")));
        connections.clear();
    }

    /** A connection is up; said of one that is, it is another. */
    public void opened(int number, boolean fromSimulator, long atUs) {
        at(atUs);
        Connection connection = connection(number);
        if (connection.isOpen()) {
            connection.ended(End.of("made anew"));
        }
        connection.opened(fromSimulator);
    }

    /** Whether the connection is up. */
    public boolean isOpen(int number) {
        Connection connection = connections.get(Math.floorMod(number, MOST_CONNECTIONS));
        return connection != null && connection.isOpen();
    }

    /** Follows a channel of what has this symbol; false if it is not listed. */
    public boolean follows(int number, Channel channel, String symbol, long atUs) {
        at(atUs);
        ListingInfo info = bySymbol.get(symbol);
        if (info != null) {
            connection(number).add(info, Set.of(channel));
        }
        return info != null;
    }

    /** Follows it no longer. */
    public void leaves(int number, Channel channel, String symbol, long atUs) {
        at(atUs);
        ListingInfo info = bySymbol.get(symbol);
        if (info != null) {
            connection(number).remove(info, Set.of(channel));
        }
    }

    /** A frame has come; nothing is done with one of a connection that is not up. */
    public void received(int number, ByteBuf frame, long atUs) {
        at(atUs);
        Connection connection = connections.get(Math.floorMod(number, MOST_CONNECTIONS));
        if (connection != null && connection.isOpen()) {
            connection.heard(atUs);
            connection.frame(frame);
        }
    }

    /** A connection is no more. */
    public void closed(int number, String why, long atUs) {
        at(atUs);
        if (isOpen(number)) {
            connection(number).ended(End.of(why));
        }
    }

    /** The venue has answered a request over REST: its list, or what a connection asks for here as well. */
    public void answered(String path, int status, boolean fromSimulator, byte[] body, long atUs) {
        at(atUs);
        if (path.equals(adapter.profile().instruments().path())) {
            list(status, fromSimulator, body);
        } else {
            answers.come(path, new Reply(status, fromSimulator, body, atUs));
        }
        turns.runPendingTasks();
    }

    private void list(int status, boolean fromSimulator, byte[] body) {
        try {
            if (status == 200) {
                listed(adapter.instruments(body).spot());
                simulated = fromSimulator;
            }
        } catch (MalformedFrame e) {
            counters.add(FeedMetric.LIST_FAILURES, 1); // As the feed did when it came.
        }
    }

    /** Somebody who is told the events asks something of the feed; connections are not made anew for that. */
    public void ask(FeedCommand command) {
        boolean ours = command.venue().equals(adapter.profile().venue());
        if (ours && !(command instanceof FeedCommand.Reconnect) && !(command instanceof FeedCommand.Candles)) {
            turns.eventLoop().execute(() -> connections.values().forEach(one -> one.ask(command, nowUs)));
        }
    }

    /** Does what is due. */
    public void tick(long atUs) {
        at(atUs);
        turns.runPendingTasks();
        parts.outlet().settle();
        connections.values().stream()
                .filter(Connection::isOpen)
                .forEach(one -> one.books().tick(nowUs));
        late.tick(nowUs);
        turns.runPendingTasks();
    }

    /** One of the figures that the feed counts. */
    public long count(FeedMetric metric) {
        return counters.get(metric);
    }

    /** How many books are as the venue has them. */
    public int books() {
        return connections.values().stream()
                .mapToInt(one -> one.books().auditable().size())
                .sum();
    }

    private void at(long atUs) {
        nowUs = Math.max(nowUs, atUs);
    }

    private Connection connection(int number) {
        return connections.computeIfAbsent(Math.floorMod(number, MOST_CONNECTIONS), _ -> new Connection(parts));
    }

    /** What came over REST. */
    private static final class Reply {
        private final int status;
        private final boolean simulated;
        private final byte[] body;
        private final long atUs;

        Reply(int status, boolean simulated, byte[] body, long atUs) {
            this.status = status;
            this.simulated = simulated;
            this.body = body;
            this.atUs = atUs;
        }
    }

    /** Answers what is asked with what comes. */
    private final class Answers implements FeedParts.Fetching {
        private final Map<String, Consumer<Reply>> asked = new LinkedHashMap<>();
        private final Map<String, Reply> unasked = new LinkedHashMap<>();

        @Override
        public <T> boolean fetch(
                RestCall call, long askedUs, Function<byte[], T> reader, Consumer<RestDoor.Answer<T>> then) {
            if (asked.containsKey(call.path()) || asked.size() == MOST_ANSWERS) {
                return false;
            }
            Reply come = unasked.remove(call.path());
            Consumer<Reply> taker = reply -> then.accept(read(call, reply, reader));
            if (come != null && nowUs - come.atUs <= LATE_US) {
                taker.accept(come);
            } else {
                asked.put(call.path(), taker);
            }
            return true;
        }

        private static <T> RestDoor.Answer<T> read(RestCall call, Reply reply, Function<byte[], T> reader) {
            if (reply.status != 200) {
                return new RestDoor.Answer.Failed<>("HTTP " + reply.status + " from " + call.path());
            }
            try {
                return new RestDoor.Answer.Read<>(reader.apply(reply.body), reply.simulated);
            } catch (MalformedFrame e) {
                return new RestDoor.Answer.Failed<>(e.getMessage() + " from " + call.path());
            }
        }

        void come(String path, Reply reply) {
            Consumer<Reply> taker = asked.remove(path);
            if (taker != null) {
                taker.accept(reply);
                return;
            }
            unasked.put(path, reply);
            if (unasked.size() > MOST_ANSWERS) {
                unasked.remove(unasked.keySet().iterator().next());
            }
        }
    }
}
