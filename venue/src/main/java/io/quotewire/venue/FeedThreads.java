package io.quotewire.venue;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops on which feeds live: epoll where there is one, else what the JDK has. And the threads beside them. */
public final class FeedThreads {
    /** A virtual thread for each. */
    public static final Aside VIRTUAL =
            (name, task) -> Thread.ofVirtual().name(name).start(task);

    private FeedThreads() {}

    /** Where a feed does what may block: look up a host's name, ask over REST, read a long answer. */
    @FunctionalInterface
    public interface Aside {
        /** Begins the task on a thread that goes by this name, and does not wait for it. */
        void run(String name, Runnable task);
    }

    /** A group of {@code count} loops, named {@code feed-0} and so on; whoever calls shuts it down. */
    public static EventLoopGroup create(int count) {
        return new MultiThreadIoEventLoopGroup(
                count,
                new LoopThreads(),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /** Threads on which the library reuses its objects; on plain ones it makes each anew. */
    private static final class LoopThreads implements ThreadFactory {
        private final AtomicInteger next = new AtomicInteger();

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new FastThreadLocalThread(task, "feed-" + next.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        }
    }

    static Class<? extends Channel> channelOf(EventLoopGroup group) {
        boolean epoll = group instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class);
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }
}
