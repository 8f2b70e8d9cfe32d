package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.quotewire.gateway.http.BareServer;
import io.quotewire.gateway.http.Transport;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Epoch;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Sharding;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The fan-out behind the two ports of an independent load client: {@code /ws}, where a client sends the text {@code
 * S000,010} to follow topics 000 and 010, and a feed of lines <code>TTT{json}</code> over TCP, each of which goes to all
 * followers of topic TTT as one text message. Odd topics are values, of which the newest is what counts; even ones are
 * events, of which each does.
 *
 * <p>Broadcaster, lanes, publications, outboxes and the sockets' settings are the shipped ones. What differs is how a command
 * is read, and that a payload is framed as it comes where the shipped code prints an update. The shard's thread reads the feed.
 *
 * <pre>
 * mvn -q -Pjmh -pl gateway -am test-compile
 * java --enable-native-access=ALL-UNNAMED -Dio.netty.leakDetection.level=disabled \
 *     -cp 'gateway/target/test-classes:gateway/target/classes:model/target/classes:gateway/target/lib/*' \
 *     io.quotewire.gateway.fanout.FanoutBenchmark WS_PORT FEED_PORT [lanes=N] [cap=BYTES] [stalled=SECONDS] [unsent=BYTES] [history=ROWS]
 * </pre>
 *
 * <p>Every two seconds stderr gets what {@link LoadReport} says.
 */
public final class FanoutBenchmark {
    private static final Epoch EPOCH = new Epoch(1);
    private static final int TOPICS = 1000;
    private static final long REPORT_US = 2_000_000;

    /** Beyond any number, so that a joiner is told nothing but the stream. */
    private static final Position AHEAD = new Position(EPOCH, 1L << 52, true);

    /** Where every value stands, for nothing is kept of them here. */
    private static final Position CURRENT = new Position(EPOCH, 0, true);

    private final MicroClock clock = MicroClock.system();
    private final Topic[] topics = new Topic[TOPICS];
    private final long[] seqs = new long[TOPICS];
    private final Selector selector = Selector.open();
    private final Fanout fanout;
    private final LoadReport report;
    private long reportDueUs;

    private FanoutBenchmark(int port, LoadOptions options) throws IOException {
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = Topic.parse((i % 2 == 0 ? "trade:bench:T%03d-X" : "quote:bench:T%03d-X").formatted(i));
        }
        Transport transport = Transport.best();
        EventLoopGroup loops = transport.loops(options.lanes(), "lane");
        fanout = new Fanout(
                loops,
                options.config(),
                new Fanout.Setup(new Sharding(1), EPOCH, ignored -> selector::wakeup, clock, FanoutBenchmark::exit));
        LoadSockets sockets = new LoadSockets(fanout, this::join);
        report = new LoadReport(fanout, sockets, loops);
        fanout.start();
        BareServer.listen(transport, loops, options.unsentBytes(), port, sockets::welcome);
    }

    /** Runs until it is stopped. */
    public static void main(String[] args) throws IOException {
        LoadOptions options = LoadOptions.of(args);
        if (options.historyRows() > 0) {
            HistoryLoad.start(options.historyRows());
        }
        FanoutBenchmark benchmark = new FanoutBenchmark(Integer.parseInt(args[0]), options);
        try {
            benchmark.feed(Integer.parseInt(args[1]));
        } catch (IllegalStateException e) {
            exit(e);
        }
    }

    private static void exit(Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    private void join(Outbox outbox, int topic) {
        outbox.join(topics[topic], Rate.EVERYTHING, topic % 2 == 0 ? AHEAD : CURRENT);
    }

    /** The shard's thread: reads what has come, publishes it, and does the broadcaster's duty. */
    private void feed(int port) throws IOException {
        Broadcaster broadcaster = fanout.broadcaster(0);
        ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 17);
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.err.println("fan-out up");
            SocketChannel feed = null;
            while (true) {
                selector.select(10);
                selector.selectedKeys().clear();
                SocketChannel next = server.accept();
                if (next != null) {
                    next.configureBlocking(false);
                    next.register(selector, SelectionKey.OP_READ);
                    feed = next;
                    bytes.clear();
                }
                if (feed != null && !read(feed, bytes)) {
                    feed = null;
                }
                long nowUs = clock.nowUs();
                broadcaster.doWork(nowUs);
                if (nowUs >= reportDueUs) {
                    reportDueUs = nowUs + REPORT_US;
                    report.printDeliveries();
                }
            }
        }
    }

    private boolean read(SocketChannel feed, ByteBuffer bytes) throws IOException {
        int read = feed.read(bytes);
        if (read < 0) {
            feed.close();
            return false;
        }
        bytes.flip();
        int begin = 0;
        for (int i = 0; i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n') {
                publish(bytes, begin, i);
                begin = i + 1;
            }
        }
        bytes.position(begin);
        bytes.compact();
        return true;
    }

    private void publish(ByteBuffer bytes, int begin, int end) {
        int number = digit(bytes, begin) * 100 + digit(bytes, begin + 1) * 10 + digit(bytes, begin + 2);
        int length = end - begin - 3;
        ByteBuf frame = Frames.POOL.directBuffer(Frames.headerLength(length) + length);
        Frames.textHeader(frame, length);
        frame.writeBytes(bytes.slice(begin + 3, length));
        long seq = ++seqs[number];
        Head head = new Head(topics[number], EPOCH, seq, 0, 0, "bench", Status.LIVE, false);
        TopicState state = fanout.broadcaster(0).state(topics[number]);
        Publication publication = new Publication(Publication.Kind.STREAM, Rate.EVERYTHING, head, frame);
        if (state.classes().isEmpty()) {
            publication.release();
        } else {
            fanout.broadcaster(0).spreader().spread(state.classes().getFirst(), publication, seq);
        }
    }

    private static int digit(ByteBuffer bytes, int at) {
        return bytes.get(at) - '0';
    }
}
