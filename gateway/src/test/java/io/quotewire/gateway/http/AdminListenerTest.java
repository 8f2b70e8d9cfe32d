package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.Ended;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.UsageMeter;
import io.quotewire.gateway.auth.Verdict;
import io.quotewire.gateway.tls.TlsConfig;
import io.quotewire.model.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Over real sockets: what operators ask, at an address of their own and elsewhere. */
class AdminListenerTest {
    @Test
    void withoutOne_allIsAtTheOnePort() throws IOException {
        try (TestServer server = new TestServer(HttpConfig.DEFAULT.withListen(TestServer.ANY_PORT), new Strict())) {
            assertThat(server.server.adminAddress()).isNull();
            assertThat(server.ask("GET /probe")).startsWith("HTTP/1.1 200 ");
            assertThat(server.ask("GET /figures")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void onLoopback_answersOperatorsAndNobodyElseDoes() throws IOException {
        try (TestServer server = new TestServer(with("127.0.0.1"), new Strict())) {
            assertThat(server.ask("GET /figures")).startsWith("HTTP/1.1 404 ").doesNotContain("figures\"");
            assertThat(server.ask("GET /probe")).endsWith("lives");

            assertThat(askAdmin(server, "GET /figures", ""))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("figures");
            assertThat(askAdmin(server, "GET /probe", "")).endsWith("lives");
            assertThat(askAdmin(server, "GET /echo/a", "")).startsWith("HTTP/1.1 404 ");
            assertThat(askAdmin(server, "GET /v1/ws", "")).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void onLoopback_refusesPagesAndNamesThatAreNotItsOwn() throws IOException {
        try (TestServer server = new TestServer(with("127.0.0.1"), new Strict())) {
            assertThat(askAdmin(server, "GET /figures", "Origin: http://" + server.host() + "\r\n"))
                    .startsWith("HTTP/1.1 403 ");
            try (RawClient client = new RawClient(admin(server))) {
                assertThat(client.send("GET /figures HTTP/1.1\r\nHost: rebound.test\r\n\r\n")
                                .readAll())
                        .startsWith("HTTP/1.1 421 ");
            }
        }
    }

    @Test
    void beyondLoopback_answersWhoRunsTheGateway() throws IOException {
        HttpConfig far = new HttpConfig(
                TestServer.ANY_PORT,
                true,
                Set.of(),
                HttpLimits.DEFAULT,
                TlsConfig.NONE,
                List.of(),
                new ListenAddress("0.0.0.0", 0));
        try (TestServer server = new TestServer(far, new Strict())) {
            assertThat(askAdmin(server, "GET /figures", "")).startsWith("HTTP/1.1 401 ");
            assertThat(askAdmin(server, "GET /figures", "Authorization: Bearer admin\r\n"))
                    .endsWith("figures");
            assertThat(askAdmin(server, "GET /probe", "")).endsWith("lives");
        }
    }

    @Test
    void connections_areBoundedApartFromThoseOfClients() throws IOException {
        HttpConfig few = TestServer.with(Limits.connections(1, 1)).withAdminListen(new ListenAddress("127.0.0.1", 0));
        try (TestServer server = new TestServer(few, new Strict());
                RawClient client =
                        server.connect().send("GET /probe HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n")) {
            assertThat(client.readUntil("lives")).startsWith("HTTP/1.1 200 ");
            assertThat(server.ask("GET /probe")).startsWith("HTTP/1.1 503 ");

            try (RawClient operator = new RawClient(admin(server))
                    .send("GET /probe HTTP/1.1\r\nHost: 127.0.0.1:"
                            + admin(server).getPort() + "\r\n\r\n")) {
                assertThat(operator.readUntil("lives")).startsWith("HTTP/1.1 200 ");
                assertThat(askAdmin(server, "GET /probe", "")).startsWith("HTTP/1.1 503 ");
            }
        }
    }

    private static HttpConfig with(String host) {
        return HttpConfig.DEFAULT.withListen(TestServer.ANY_PORT).withAdminListen(new ListenAddress(host, 0));
    }

    private static InetSocketAddress admin(TestServer server) {
        return Objects.requireNonNull(server.server.adminAddress());
    }

    private static String askAdmin(TestServer server, String requestLine, String headers) throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.ofLiteral("127.0.0.1"), admin(server).getPort());
        try (RawClient client = new RawClient(address)) {
            return client.send(requestLine + " HTTP/1.1\r\nHost: 127.0.0.1:" + address.getPort()
                            + "\r\nConnection: close\r\n" + headers + "\r\n")
                    .readAll();
        }
    }

    /** Lets in who calls itself {@code admin}. */
    private static final class Strict implements Gatekeeper {
        @Override
        public AuthMode mode() {
            return AuthMode.REQUIRED;
        }

        @Override
        public Verdict glance(Credentials shown) {
            return shown.secret().equals("admin")
                    ? new Verdict.Known(
                            new Principal(1, "ada", true, Principal.ANYBODY.entitlement(), 1, 0, 0, Long.MAX_VALUE))
                    : new Verdict.Refused(ErrorCode.BAD_CREDENTIALS, "nobody");
        }

        @Override
        public Verdict verify(Credentials shown, InetAddress from) {
            return glance(shown);
        }

        @Override
        public @Nullable Ended ended(Principal who) {
            return null;
        }

        @Override
        public UsageMeter meter() {
            return Gatekeeper.none().meter();
        }

        @Override
        public Verdict.Known stranger() {
            return new Verdict.Known(Principal.ANYBODY);
        }
    }
}
