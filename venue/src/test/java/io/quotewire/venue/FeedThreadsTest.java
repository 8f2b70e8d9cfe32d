package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeedThreadsTest {
    @Test
    void thread_isNamed_daemon_andOneOnWhichTheLibraryReusesItsObjects() throws Exception {
        EventLoopGroup loops = FeedThreads.create(1);
        try {
            Thread thread = loops.submit(Thread::currentThread).get(20, TimeUnit.SECONDS);

            assertThat(thread.getName()).isEqualTo("feed-0");
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread).isInstanceOf(FastThreadLocalThread.class);
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
