package io.quotewire.gateway.fanout;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Epoch;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Sharding;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The fan-out behind the two ports of an independent load client: {@code /ws}, where a client sends the text {@code
 * S000,010} to follow topics 000 and 010, and a feed of lines <code>TTT{json}</code> over TCP, each of which goes to all
 * followers of topic TTT as one text message.
 *
 * <p>Broadcaster, lanes, publications and outboxes are the shipped ones. What differs is how a command is read, and that
 * a payload is framed as it comes where the shipped code prints an update. The shard's thread reads the feed.
 *
 * <pre>
 * mvn -q -Pjmh -pl gateway -am test-compile
 * java --enable-native-access=ALL-UNNAMED -Dio.netty.leakDetection.level=disabled \
 *     -cp 'gateway/target/test-classes:gateway/target/classes:model/target/classes:gateway/target/lib/*' \
 *     io.quotewire.gateway.fanout.FanoutBenchmark WS_PORT FEED_PORT [LANES]
 * </pre>
 *
 * <p>Every two seconds stderr gets the deliveries since the last time, and what the lanes' threads allocated meanwhile.
 */
public final class FanoutBenchmark {
    private static final Epoch EPOCH = new Epoch(1);
    private static final int TOPICS = 1000;
    private static final long REPORT_US = 2_000_000;

    /** Beyond any number, so that a joiner is told nothing but the stream. */
    private static final Position AHEAD = new Position(EPOCH, 1L << 52, true);

    private final MicroClock clock = MicroClock.system();
    private final Topic[] topics = new Topic[TOPICS];
    private final long[] seqs = new long[TOPICS];
    private final Selector selector = Selector.open();
    private final MultiThreadIoEventLoopGroup loops;
    private final Fanout fanout;
    private final List<Long> laneThreads = new ArrayList<>();
    private long reportDueUs;
    private long deliveriesBefore;
    private long allocatedBefore;

    private FanoutBenchmark(int lanes) throws IOException {
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = Topic.parse("trade:bench:T%03d-X".formatted(i));
        }
        IoHandlerFactory transport = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loops = new MultiThreadIoEventLoopGroup(lanes, transport);
        FanoutConfig base = FanoutConfig.DEFAULT;
        // The load client of a saturating run is slow by intent; it counts on nothing being conflated.
        FanoutConfig config = new FanoutConfig(
                base.mailbox(), base.requests(), 16 << 20, Duration.ofSeconds(60), Duration.ofMinutes(10));
        fanout = new Fanout(
                loops,
                config,
                new Fanout.Setup(new Sharding(1), EPOCH, ignored -> selector::wakeup, clock, FanoutBenchmark::exit));
        fanout.start();
        loops.forEach(loop -> laneThreads.add(threadId((EventLoop) loop)));
    }

    /** Runs until it is stopped. */
    public static void main(String[] args) throws IOException, InterruptedException {
        FanoutBenchmark benchmark = new FanoutBenchmark(args.length > 2 ? Integer.parseInt(args[2]) : 1);
        benchmark.listen(Integer.parseInt(args[0]));
        benchmark.feed(Integer.parseInt(args[1]));
    }

    private static void exit(Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    private void listen(int port) throws InterruptedException {
        Class<? extends ServerChannel> type =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        new ServerBootstrap()
                .group(loops)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(8192), new Upgrade());
                    }
                })
                .bind(port)
                .sync();
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
                        channel.pipeline()
                                .addLast(new Follower(
                                        fanout.lane(channel.eventLoop()).open(channel, Encoding.PLAIN)));
                        channel.pipeline().remove(this);
                    });
        }
    }

    /** Follows what its one command names. */
    private final class Follower extends ChannelInboundHandlerAdapter {
        private final Outbox outbox;

        private Follower(Outbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            if (msg instanceof TextWebSocketFrame frame && frame.text().startsWith("S")) {
                for (String topic : frame.text().substring(1).split(",", -1)) {
                    outbox.join(topics[Integer.parseInt(topic)], Rate.EVERYTHING, AHEAD);
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
            outbox.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            outbox.close();
            ctx.channel().unsafe().closeForcibly();
        }
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
                    report();
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

    private void report() {
        long deliveries = sum(Count.SENT);
        long allocated = allocated();
        long since = deliveries - deliveriesBefore;
        if (since > 0) {
            System.err.printf(
                    "%d deliveries, lanes allocated %d B: %.5f B a delivery; so far %d writes, %d dropped, %d conflated%n",
                    since,
                    allocated - allocatedBefore,
                    (double) (allocated - allocatedBefore) / since,
                    sum(Count.WRITES),
                    sum(Count.DROPPED_SLOW),
                    sum(Count.CONFLATED));
        }
        deliveriesBefore = deliveries;
        allocatedBefore = allocated;
    }

    private long allocated() {
        long allocated = 0;
        if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean) {
            for (long thread : laneThreads) {
                allocated += bean.getThreadAllocatedBytes(thread);
            }
        }
        return allocated;
    }

    private long sum(Count count) {
        return fanout.lanes().stream()
                .mapToLong(lane -> lane.tally().get(count))
                .sum();
    }

    private static long threadId(EventLoop loop) {
        return loop.submit(() -> Thread.currentThread().threadId())
                .syncUninterruptibly()
                .getNow();
    }
}
