import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The server that {@link ThinFfm} is, on Netty's epoll, with the gateway's kind of direct write (docs/adr/0009), so that the two differ by
 * their transport.
 *
 * <p>One event loop does all.
 */
final class ThinNetty {
    /** As the gateway's lanes have it: so many are looked at before the first of them is written. */
    private static final int LOOK_AHEAD = 16;

    private static final int BACKLOG = 4096;

    private final Topic[] topics = new Topic[Ticks.TOPICS];
    private final Ticks ticks = new Ticks();
    private final Ticks.Sink fanOut = this::publish;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    private ThinNetty() {
        Arrays.setAll(topics, each -> new Topic());
    }

    static void main(String[] arguments) throws InterruptedException {
        ThinNetty server = new ThinNetty();
        server.listen(Integer.parseInt(arguments[0]), channel -> server.new Client(channel));
        server.listen(Integer.parseInt(arguments[1]), channel -> server.new Feed(channel));
        server.loop.terminationFuture().await();
    }

    private void listen(int port, Function<Channel, ChannelHandler> handler) throws InterruptedException {
        new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handler.apply(channel));
                    }
                })
                .bind("127.0.0.1", port)
                .sync();
    }

    /** The experiment's other side: as a lane of the gateway writes its outboxes. */
    private void publish(int topic, long address, int length) {
        Follower[] followers = topics[topic].followers;
        int count = topics[topic].count;
        for (int next = 0; next < count; next += LOOK_AHEAD) {
            int end = Math.min(count, next + LOOK_AHEAD);
            int ready = 0;
            for (int i = next; i < end; i++) {
                ready |= followers[i].isReady() ? 1 << (i - next) : 0;
            }
            for (int i = next; i < end; i++) {
                followers[i].send(address, length, (ready >> (i - next) & 1) != 0);
            }
        }
    }

    /** Who follows a topic. */
    private static final class Topic {
        private Follower[] followers = new Follower[16];
        private int count;

        void add(Follower follower) {
            if (count == followers.length) {
                followers = Arrays.copyOf(followers, 2 * count);
            }
            followers[count++] = follower;
        }

        void remove(Follower follower) {
            for (int i = count - 1; i >= 0; i--) {
                if (followers[i] == follower) {
                    followers[i] = followers[--count];
                    followers[count] = null;
                }
            }
        }
    }

    /** A connection as the fan-out has it. */
    private static final class Follower {
        private final Channel channel;
        private final Socket socket;
        private final ChannelOutboundBuffer waiting;

        Follower(Channel channel) {
            this.channel = channel;
            this.socket = (Socket) ((UnixChannel) channel).fd();
            this.waiting = channel.unsafe().outboundBuffer();
        }

        boolean isReady() {
            return waiting.totalPendingWriteBytes() == 0 && socket.isOpen();
        }

        void send(long address, int length, boolean ready) {
            int taken = ready ? send(address, length) : 0;
            if (taken < length) {
                keep(address + taken, length - taken);
            }
        }

        private int send(long address, int length) {
            try {
                return socket.sendAddress(address, 0, length);
            } catch (IOException tellsThePipelineToo) {
                return 0;
            }
        }

        /** The pipeline's to send. */
        private void keep(long address, int length) {
            MemorySegment rest = MemorySegment.ofAddress(address).reinterpret(length);
            channel.writeAndFlush(Unpooled.copiedBuffer(rest.asByteBuffer()), channel.voidPromise());
            if (waiting.totalPendingWriteBytes() > ThinFfm.CAP_BYTES) {
                channel.close();
            }
        }
    }

    private final class Client extends ByteToMessageDecoder implements ClientBytes.Connection {
        private final Channel channel;
        private final Follower follower;
        private boolean open;

        Client(Channel channel) {
            this.channel = channel;
            this.follower = new Follower(channel);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            in.skipBytes(ClientBytes.understand(MemorySegment.ofBuffer(in.nioBuffer()), this));
            if (in.readableBytes() >= ClientBytes.LONGEST) {
                leave();
            }
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void open(byte[] answer) {
            open = true;
            say(answer);
        }

        @Override
        public void say(byte[] frame) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(frame), channel.voidPromise());
        }

        @Override
        public void follow(int topic) {
            topics[topic].add(follower);
        }

        @Override
        public void leave() {
            channel.close();
        }

        @Override
        protected void handlerRemoved0(ChannelHandlerContext context) {
            for (Topic topic : topics) {
                topic.remove(follower);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            leave();
        }
    }

    private final class Feed extends ChannelInboundHandlerAdapter {
        Feed(Channel channel) {
            channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(Ticks.READ));
            ticks.begin();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            int count = bytes.readableBytes();
            bytes.readBytes(ticks.room().asByteBuffer().limit(count));
            bytes.release();
            ticks.received(count, fanOut);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
