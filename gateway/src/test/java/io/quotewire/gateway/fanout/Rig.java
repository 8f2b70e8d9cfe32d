package io.quotewire.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Levels;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TradeItem;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A fan-out on the test's thread with an engine that says what it is told to. */
final class Rig {
    static final Epoch EPOCH = CrankedFanout.EPOCH;
    static final List<Encoding> ENCODINGS = List.of(Encoding.PLAIN, Encoding.DEFLATED, Encoding.EVENT);
    static final Topic QUOTE = Topic.parse("quote:okx:BTC-USDT");
    static final Topic TRADE = Topic.parse("trade:okx:BTC-USDT");

    long nowUs = 1_732_115_000_000_000L;

    private final Map<Topic, Long> seqs = new HashMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final long buffersBefore = buffers();
    private final CrankedFanout cranked;
    private final Fanout fanout;

    Rig(int lanes, FanoutConfig config) {
        cranked = new CrankedFanout(lanes, config, () -> nowUs);
        fanout = cranked.fanout();
    }

    /** A client: its socket, the way to it, and what it makes of what it reads. */
    static final class Client {
        final LazyChannel socket;
        final Outbox outbox;
        final RuleClient rule = new RuleClient();
        final Map<Topic, Seat> seats = new HashMap<>();

        private Client(Lane lane, Encoding encoding) {
            WritableForward forward = new WritableForward();
            this.socket = new LazyChannel(forward);
            this.outbox = lane.open(socket, encoding);
            forward.outbox = outbox;
        }

        void join(Topic topic) {
            join(topic, null);
        }

        void join(Topic topic, @Nullable Position position) {
            join(topic, Rate.EVERYTHING, position);
        }

        void join(Topic topic, Rate rate, @Nullable Position position) {
            rule.rate(topic, rate != Rate.EVERYTHING);
            seats.put(topic, outbox.join(topic, rate, position));
        }

        /** As a session does it: what was under way is written, then the topic flows at another rate. */
        void move(Topic topic, Rate rate) {
            Seat seat = seat(topic);
            Position reached = topic.shape() == Topic.Shape.EVENT ? seat.reached() : null;
            outbox.leave(seat);
            join(topic, rate, reached);
        }

        Seat seat(Topic topic) {
            return Objects.requireNonNull(seats.get(topic));
        }

        void leave(Topic topic) {
            Seat seat = seats.remove(topic);
            if (seat != null) {
                outbox.leave(seat);
            }
        }

        void read() {
            rule.receive(socket.received());
        }
    }

    private static final class WritableForward extends ChannelInboundHandlerAdapter {
        private @Nullable Outbox outbox;

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            if (outbox != null && ctx.channel().isWritable()) {
                outbox.writable();
            }
        }

        /** What was still to be written when the socket was closed. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            assertThat(cause).isInstanceOf(ClosedChannelException.class);
        }
    }

    Client client(int lane) {
        return client(lane, Encoding.PLAIN);
    }

    Client client(int lane, Encoding encoding) {
        Client client = new Client(fanout.lanes().get(lane), encoding);
        clients.add(client);
        return client;
    }

    /** Everybody goes, and no buffer is left behind. */
    void close() {
        for (Client client : clients) {
            client.outbox.close();
            client.socket.finishAndReleaseAll();
        }
        crank();
        crank();
        assertThat(buffers()).as("buffers in use").isLessThanOrEqualTo(buffersBefore);
    }

    /** Buffers that the pool has given out and not got back. */
    private static long buffers() {
        PooledByteBufAllocator pool = PooledByteBufAllocator.DEFAULT;
        pool.trimCurrentThreadCache();
        return pool.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    Fanout fanout() {
        return fanout;
    }

    Broadcaster broadcaster() {
        return fanout.broadcaster(0);
    }

    Lane lane(int index) {
        return fanout.lanes().get(index);
    }

    /** The shard's thread once, then each lane. */
    void crank() {
        cranked.crank(nowUs);
    }

    void crankLane(int lane) {
        cranked.crankLane(lane);
    }

    void tick() {
        cranked.tick(nowUs);
    }

    long seq(Topic topic) {
        return seqs.getOrDefault(topic, 0L);
    }

    void quote(Topic topic, String bid) {
        Head head = next(topic, 1, Status.LIVE);
        broadcaster().on(new Update.Value(head, false, new QuoteData(Decimal.parse(bid), null, null, null)));
    }

    /** The same from another source, which waits for no rate. */
    void moved(Topic topic, String bid) {
        Head head = next(topic, 1, Status.LIVE);
        broadcaster().on(new Update.Value(head, true, new QuoteData(Decimal.parse(bid), null, null, null)));
    }

    void trades(Topic topic, int count) {
        long prev = seq(topic);
        Head head = next(topic, count, Status.LIVE);
        List<TradeItem> items = new ArrayList<>();
        for (long seq = prev + 1; seq <= head.seq(); seq++) {
            items.add(new TradeItem(
                    seq, "t" + seq, Side.BUY, Decimal.parse("1.5"), Decimal.parse("2"), nowUs, false, false));
        }
        broadcaster().on(new Update.Trades(head, prev, items));
    }

    void status(Topic topic, Status status) {
        long prev = seq(topic);
        broadcaster().on(new Update.StatusChange(next(topic, 1, status), prev, null, "test", nowUs, null));
    }

    void upstreamGap(Topic topic) {
        long prev = seq(topic);
        broadcaster().on(new Update.Gap(next(topic, 1, Status.LIVE), prev, -1));
    }

    /** Of a book topic in full depth. */
    void book(Topic topic, boolean snapshot, Levels bids, Levels asks) {
        long prev = seq(topic);
        broadcaster().on(new Update.Book(next(topic, 1, Status.LIVE), prev, snapshot, bids, asks));
    }

    /** What was accepted is somewhere, and what was published too. */
    void assertConserved(String where) {
        for (Lane lane : fanout.lanes()) {
            Tally tally = lane.tally();
            assertThat(tally.get(Count.SENT)
                            + tally.get(Count.CONFLATED)
                            + tally.get(Count.DROPPED_SLOW)
                            + tally.get(Count.DROPPED_LEFT)
                            + tally.get(Count.DROPPED_CLOSED)
                            + lane.queued())
                    .as(where)
                    .isEqualTo(tally.get(Count.ACCEPTED));
        }
        long taken = fanout.lanes().stream()
                .mapToLong(lane -> lane.tally().get(Count.TAKEN_PUBLICATIONS) + lane.waiting())
                .sum();
        assertThat(broadcaster().tally().get(Count.PUBLISHED)).as(where).isEqualTo(taken);
    }

    private Head next(Topic topic, int count, Status status) {
        long seq = seq(topic) + count;
        seqs.put(topic, seq);
        return new Head(topic, EPOCH, seq, nowUs, nowUs, "okx", status, false);
    }
}
