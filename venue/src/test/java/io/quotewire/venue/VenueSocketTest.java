package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.quotewire.model.MicroClock;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.access.Trust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The feed's own way to a venue: names, addresses, certificates. */
@Timeout(60)
class VenueSocketTest extends FeedRig {
    private final EventLoopGroup loops = FeedThreads.create(1);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void endLoops() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void name_thatNobodyKnows_endsTheAttemptWithThatReason() throws Exception {
        String nowhere = TestNames.fresh();
        open(URI.create("ws://" + nowhere + ":9/"), null, 0);
        assertThat(heard()).isEqualTo("unknown host " + nowhere);
    }

    /** The first address is one at which nobody listens, as a black hole of IPv6 is after its timeout. */
    @Test
    void name_withSeveralAddresses_isTriedAtTheNextOneEachTime() throws Exception {
        TestVenue venue = okx();
        String host = TestNames.fresh("127.0.0.77", "127.0.0.1");
        URI url = URI.create("ws://" + host + ":" + venue.url("127.0.0.1").getPort() + "/");
        open(url, null, 0);
        assertThat(heard()).isEqualTo("connection refused");
        open(url, null, 1);
        assertThat(heard()).isEqualTo("opened");
        open(url, null, 2);
        assertThat(heard()).isEqualTo("connection refused");
    }

    @Test
    void feed_ofAHostWithADeadAddress_reachesItAtTheOther() throws Exception {
        TestVenue venue = okx();
        String host = TestNames.fresh("127.0.0.77", "127.0.0.1");
        FeedConfig there = config(venue, "127.0.0.1", "okx", List.of("BTC-USDT"));
        int port = venue.url("127.0.0.1").getPort();
        start(venue, "dead address", there.withUrls(URI.create("ws://" + host + ":" + port), there.restUrl()));
        clock.turnUntil("the other address", Duration.ofMillis(500), () -> venue.handshakes.get() == 1);
    }

    @Test
    void feed_thatLosesALongConnection_beginsAtTheAddressThatWorked() throws Exception {
        TestVenue venue = okx();
        String host = TestNames.fresh("127.0.0.77", "127.0.0.1");
        FeedConfig there = config(venue, "127.0.0.1", "okx", List.of("BTC-USDT"));
        int port = venue.url("127.0.0.1").getPort();
        URI url = URI.create("ws://" + host + ":" + port);
        FeedHandler feed = start(venue, "dead address", there.withUrls(url, there.restUrl()));
        clock.turnUntil("the other address", Duration.ofMillis(500), () -> venue.handshakes.get() == 1);
        TestVenue.Peer peer = venue.peer();
        for (int second = 0; second < 61; second++) {
            clock.advance(Duration.ofSeconds(1));
            peer.roundTrip();
        }
        long failures = count(feed, FeedMetric.CONNECT_FAILURES);
        peer.drop();
        clock.turnUntil("the next connection", Duration.ofMillis(500), () -> venue.handshakes.get() == 2);
        assertThat(count(feed, FeedMetric.CONNECT_FAILURES)).isEqualTo(failures);
    }

    @Test
    void lookUp_thatHangs_endsAtTheTimeoutAndHoldsNothingUp() throws Exception {
        TestVenue venue = okx();
        CountDownLatch release = new CountDownLatch(1);
        try {
            FeedConfig there = config(venue, "127.0.0.1", "okx", List.of("BTC-USDT"));
            URI hanging = URI.create("ws://" + TestNames.hanging(release) + ":9");
            FeedHandler feed = start(venue, "hangs", there.withUrls(hanging, there.restUrl()));
            clock.turnUntil("the timeout", Duration.ofMillis(500), () -> count(feed, FeedMetric.CONNECT_FAILURES) > 0);
            clock.turnUntil("the report", STEP, () -> feed.report().state() == State.DEAD);
            assertThat(feed.report().why()).isEqualTo("okx: no connection within 10000 ms");
        } finally {
            release.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tls_thatIsWrong_endsTheAttemptWithItsReason(BadTls wrong) throws Exception {
        Path pem = folder.resolve("trusted.pem");
        TestVenue venue = keep(new TestVenue(OKX_LIST, wrong.server(pem)));
        open(URI.create(venue.url("localhost") + "/"), Trust.of(pem).forNetty(), 0);

        assertThat(heard()).startsWith(wrong.reason);
        assertThat(venue.handshakes).as("and nothing is said in plain").hasValue(0);
    }

    @Test
    void tls_ofAVersionThatIsTooOld_endsTheAttempt() throws Exception {
        BadTls.Ancient venue = keep(new BadTls.Ancient());
        open(
                URI.create("wss://localhost:" + venue.port() + "/"),
                Trust.of(null, true).forNetty(),
                0);
        assertThat(heard()).startsWith("no version of TLS that we take");
    }

    @Test
    void tls_whereThereIsNone_endsTheAttempt() throws Exception {
        TestVenue venue = okx();
        URI secure = URI.create(venue.url("localhost").toString().replace("ws:", "wss:") + "/");
        open(secure, Trust.of(null, true).forNetty(), 0);
        assertThat(heard()).startsWith("no TLS at the other end");
    }

    private String heard() throws InterruptedException {
        String one = heard.poll(20, TimeUnit.SECONDS);
        if (one == null) {
            throw new AssertionError("nothing became of it");
        }
        return one;
    }

    private void open(URI url, @Nullable SslContext tls, int attempt) {
        VenueSocket.Dial dial = new VenueSocket.Dial(
                url,
                loops.next(),
                FeedThreads.VIRTUAL,
                FeedThreads.channelOf(loops),
                tls,
                MicroClock.system(),
                attempt);
        VenueSocket.open(dial, new Ear());
    }

    private final class Ear implements VenueSocket.Listener {
        @Override
        public void heard(long nowUs) {}

        @Override
        public void opened(boolean simulated) {
            heard.add("opened");
        }

        @Override
        public void frame(ByteBuf content) {}

        @Override
        public void ponged() {}

        @Override
        public void ended(VenueSocket.End end) {
            heard.add(end.reason());
        }
    }
}
