package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.quotewire.gateway.auth.Gatekeeper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    private static final Route PAIR = Route.of("/{BASE-QUOTE}", _ -> Response.empty(204));

    @ParameterizedTest
    @ValueSource(strings = {"BTC-USDT", "btc-usdt", "1INCH-USD", "a-b", "ABCDEFGHIJKLMNOPQRST-ABCDEFGHIJKLMNOPQRST"})
    void pair_thatCouldBeOne_fits(String segment) {
        assertThat(PAIR.match(List.of(segment))).isEqualTo(Map.of("BASE-QUOTE", segment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "live",
                "BTC-",
                "-USDT",
                "BTC-USD-SWAP",
                "BTC_USDT",
                "page-1.js",
                "é-USDT",
                "ABCDEFGHIJKLMNOPQRSTU-USDT"
            })
    void pair_thatCouldBeNone_doesNotFit(String segment) {
        assertThat(PAIR.match(List.of(segment))).isNull();
    }

    @Test
    void address_thatIsNamed_isFoundBeforeOneWithAVariable() {
        Route named = Route.of("/test-socket", _ -> Response.empty(204));
        Target target = new Target(null, List.of("test-socket"), Map.of());
        Head head = Objects.requireNonNull(new HeadReader(HttpLimits.DEFAULT)
                .read(Unpooled.copiedBuffer(
                        "GET /test-socket HTTP/1.1\r\nHost: h\r\n\r\n", StandardCharsets.US_ASCII)));

        assertThat(new Router(List.of(PAIR, named)).find(head, target).route()).isSameAs(named);
    }

    @Test
    void routes_twoForTheSame_areRefusedByName() {
        EventLoopGroup lanes = Transport.best().loops(1, "lane");
        HttpServer.Parts parts = new HttpServer.Parts(
                List.of(PAIR, Route.of("/{BASE-QUOTE}", _ -> Response.empty(204))),
                new TestServer.EchoSessions(),
                Gatekeeper.none(),
                () -> false,
                () -> TestServer.NOW_US);

        assertThatThrownBy(() -> new HttpServer(HttpConfig.DEFAULT, Transport.best(), lanes, parts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two routes for GET /{BASE-QUOTE}");
        lanes.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
