package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotewire.venue.Probe.Passed;
import io.quotewire.venue.Probe.Result;
import io.quotewire.venue.Probe.Step;
import io.quotewire.venue.adapter.VenueAdapters;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A look at a venue over real sockets, and each step at which it may end. */
@Timeout(60)
class ProbeTest {
    private static final VenueAdapter OKX = VenueAdapters.of("okx").orElseThrow();

    @TempDir
    Path folder;

    @Test
    void venue_thatIsWell_isPassedStepByStepAndLeft() {
        try (TestVenue venue = new TestVenue(FeedRig.OKX_LIST, null)) {
            venue.headers.set(
                    "Date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30)));
            venue.headers.set(FeedHandler.SIMULATED, "true");
            Probe probe = probe(venue.url("localhost"), null);

            Result data = probe.webSocket();
            assertThat(data.why()).isNull();
            assertThat(data.passed())
                    .extracting(Passed::step)
                    .containsExactly(Step.NAME, Step.CONNECTION, Step.WEBSOCKET);
            assertThat(data.status()).isEqualTo(101);
            assertThat(data.simulated()).isTrue();
            assertThat(data.aheadMs().orElseThrow()).isBetween(25_000L, 31_000L);
            Result list = probe.list();
            assertThat(list.why()).isNull();
            assertThat(list.pairs()).isEqualTo(3);
            assertThat(list.aheadMs().orElseThrow()).isBetween(25_000L, 31_000L);
            assertThat(venue.handshakes).as("one attempt").hasValue(1);
            assertThat(venue.lists).as("one attempt").hasValue(1);
        }
    }

    @Test
    void venue_thatRefuses_isQuoted() {
        try (TestVenue venue = new TestVenue(FeedRig.OKX_LIST, null)) {
            venue.handshakeStatus = HttpResponseStatus.valueOf(451);
            venue.listStatus = HttpResponseStatus.TOO_MANY_REQUESTS;
            venue.headers.set("Retry-After", "77");
            Probe probe = probe(venue.url("127.0.0.1"), null);

            assertFailed(probe.webSocket(), Step.WEBSOCKET, "HTTP 451 instead of a WebSocket");
            Result list = probe.list();
            assertFailed(list, Step.LIST, "HTTP 429 from ");
            assertThat(list.status()).isEqualTo(429);
            assertThat(list.retryAfter()).isEqualTo("77");
        }
    }

    @Test
    void list_thatIsRefusedInItsBody_isQuotedToTheLedger() {
        try (TestVenue venue = new TestVenue("{\"code\":\"50011\",\"data\":[],\"msg\":\"Too Many Requests\"}", null)) {
            Result list = probe(venue.url("127.0.0.1"), null).list();
            assertFailed(list, Step.LIST, "not a list of instruments");
            assertThat(list.said()).isEqualTo("\"50011\" \"Too Many Requests\"");
            venue.listStatus = HttpResponseStatus.BAD_GATEWAY;
            assertThat(probe(venue.url("127.0.0.1"), null).list().said()).contains("50011");
            venue.list = FeedRig.OKX_LIST;
            venue.listStatus = HttpResponseStatus.OK;
            assertThat(probe(venue.url("127.0.0.1"), null).list().said()).isEmpty();
        }
    }

    @Test
    void list_thatIsNone_isSaid() {
        try (TestVenue venue = new TestVenue("<html>", null)) {
            assertFailed(probe(venue.url("127.0.0.1"), null).list(), Step.LIST, "not a list of instruments");
            venue.list = "{\"code\":\"0\",\"data\":[]}";
            assertFailed(probe(venue.url("127.0.0.1"), null).list(), Step.LIST, "a list without a spot pair");
        }
    }

    @Test
    void name_thatNobodyKnows_isSaid() throws Exception {
        String nowhere = TestNames.fresh();
        Probe probe = probe(URI.create("ws://" + nowhere + ":9"), null);

        assertFailed(probe.webSocket(), Step.NAME, "unknown host " + nowhere);
        assertThat(probe.list().failed()).isEqualTo(Step.LIST);
    }

    @Test
    void name_whoseLookUpHangs_isGivenUp() {
        CountDownLatch release = new CountDownLatch(1);
        try {
            Result result = hasty(URI.create("ws://" + TestNames.hanging(release) + ":9"))
                    .webSocket();
            assertFailed(result, Step.NAME, "no answer within 400 ms");
        } finally {
            release.countDown();
        }
    }

    @Test
    void port_whereNobodyListens_isSaid() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Probe probe = probe(URI.create("ws://127.0.0.1:" + port), null);

        assertFailed(probe.webSocket(), Step.CONNECTION, "connection refused");
        assertFailed(probe.list(), Step.LIST, "connection refused");
    }

    @Test
    void handshake_thatStalls_isGivenUp() {
        try (TestVenue venue = new TestVenue(FeedRig.OKX_LIST, null)) {
            venue.mute = true;
            Result result = hasty(venue.url("127.0.0.1")).webSocket();
            assertThat(result.failed()).isEqualTo(Step.WEBSOCKET);
            assertThat(result.why()).containsPattern("in time");
            assertThat(result.passed()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tls_thatIsWrong_isRefusedWithItsReason(BadTls wrong) throws Exception {
        Path pem = folder.resolve("trusted.pem");
        try (TestVenue venue = new TestVenue(FeedRig.OKX_LIST, wrong.server(pem))) {
            Probe probe = probe(venue.url("localhost"), pem);

            assertFailed(probe.webSocket(), Step.TLS, wrong.reason);
            assertFailed(probe.list(), Step.LIST, wrong.reason);
            assertThat(venue.handshakes.get() + venue.lists.get())
                    .as("nothing was asked in plain")
                    .isZero();
        }
    }

    @Test
    void tls_ofAVersionThatIsTooOld_isRefused() throws Exception {
        try (BadTls.Ancient venue = new BadTls.Ancient()) {
            Probe probe = probe(URI.create("wss://localhost:" + venue.port()), null);
            assertFailed(probe.webSocket(), Step.TLS, "no version of TLS that we take");
        }
    }

    @Test
    void tls_whereThereIsNone_isSaid() {
        try (TestVenue venue = new TestVenue(FeedRig.OKX_LIST, null)) {
            URI secure = URI.create(venue.url("localhost").toString().replace("ws:", "wss:"));
            assertFailed(probe(secure, null).webSocket(), Step.TLS, "no TLS at the other end");
        }
    }

    private static void assertFailed(Result result, Step step, String why) {
        assertThat(result.failed()).isEqualTo(step);
        assertThat(result.why()).startsWith(why);
        assertThat(result.passed()).extracting(Passed::step).doesNotContain(step);
    }

    private static Probe probe(URI url, @Nullable Path trust) {
        return probe(url, trust, Duration.ofSeconds(20));
    }

    private static Probe hasty(URI url) {
        return probe(url, null, Duration.ofMillis(400));
    }

    private static Probe probe(URI url, @Nullable Path trust, Duration timeout) {
        FeedConfig own = FeedConfig.of(OKX.profile(), List.of());
        return new Probe(
                OKX,
                new FeedConfig(
                        url,
                        URI.create(url.toString().replaceFirst("^ws", "http")),
                        trust,
                        List.of(),
                        timeout,
                        own.quiet(),
                        own.patience(),
                        own.refresh(),
                        own.audit(),
                        own.life(),
                        false));
    }
}
