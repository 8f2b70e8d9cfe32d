package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.auth.AuthConfig;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Passwords;
import io.quotewire.gateway.auth.Reception;
import io.quotewire.gateway.fanout.FanoutConfig;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.session.SessionConfig;
import io.quotewire.model.MicroClock;
import io.quotewire.store.Account;
import io.quotewire.store.Accounts;
import io.quotewire.store.Role;
import io.quotewire.store.Scope;
import io.quotewire.store.Store;
import io.quotewire.store.StoreConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole gateway with accounts, and clients that have some. */
public final class Members implements AutoCloseable {
    public static final String PASSWORD = "correct horse battery";
    public static final MicroClock CLOCK = MicroClock.system();

    private final Path keys;
    private final Store store;
    private final Reception reception;
    private final TestGateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    public Members(Path folder, AuthMode mode) throws IOException {
        this(folder, config(mode, List.of("*")));
    }

    public Members(Path folder, AuthConfig config) throws IOException {
        this(folder, config, CLOCK, HttpConfig.DEFAULT, Gateway.Extras.NONE);
    }

    /** @param clock by which credentials end */
    public Members(Path folder, AuthConfig config, MicroClock clock, HttpConfig http, Gateway.Extras extras)
            throws IOException {
        store = Store.open(new StoreConfig("", folder.resolve("accounts"), "quotewire", null, 4));
        keys = folder.resolve("signing-keys");
        reception = Reception.open(config, store, keys, clock);
        HttpConfig onePort = http.withListen(TestGateway.HTTP.listen());
        gateway = new TestGateway(onePort, FanoutConfig.DEFAULT, hasty(), reception, extras);
    }

    public static AuthConfig config(AuthMode mode, List<String> anonymousTopics) {
        AuthConfig standard = AuthConfig.DEFAULT;
        return new AuthConfig(
                mode,
                true,
                standard.accessLife(),
                standard.ticketLife(),
                standard.keyAge(),
                standard.hashing(),
                anonymousTopics,
                standard.keysFile());
    }

    /** Who does not say who they are within a second goes. */
    private static SessionConfig hasty() {
        SessionConfig standard = SessionConfig.DEFAULT;
        return new SessionConfig(
                standard.node(),
                standard.messageBytes(),
                standard.fragments(),
                standard.unfinishedWithin(),
                standard.commandsPerS(),
                standard.topics(),
                Duration.ofSeconds(1),
                standard.heartbeat(),
                standard.pingEvery(),
                standard.pongWithin(),
                standard.perLane(),
                standard.linger(),
                standard.compression());
    }

    public Store store() {
        return store;
    }

    /** What access tokens are signed with. */
    public Path keys() {
        return keys;
    }

    public Reception reception() {
        return reception;
    }

    public TestGateway gateway() {
        return gateway;
    }

    /** An account whose password is {@link #PASSWORD}. */
    public Account add(String name, Role role, Scope scope) {
        return ((Accounts.Creation.Created) store.accounts().create(name, role, scope, Hash.OF_ALL, CLOCK.nowUs()))
                .account();
    }

    /** One for all accounts: a hash takes its time. */
    private static final class Hash {
        static final String OF_ALL = of(PASSWORD);

        static String of(String password) {
            try (Passwords passwords = new Passwords(1)) {
                return Objects.requireNonNull(passwords.hash(password));
            }
        }
    }

    public Account add(String name) {
        return add(name, Role.USER, Scope.EVERYTHING);
    }

    public void changePassword(Account account) {
        store.accounts().setPassword(account.id(), Hash.of("another " + PASSWORD), CLOCK.nowUs());
    }

    /** What a login answers, its tokens among it. */
    public HttpResponse<String> login(String name, String password) throws IOException, InterruptedException {
        return post("/v1/auth/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
    }

    /** The access token of a new login. */
    public String token(String name) throws IOException, InterruptedException {
        HttpResponse<String> answer = login(name, PASSWORD);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return field(answer.body(), "access_token");
    }

    public HttpResponse<String> get(String target, String... headers) throws IOException, InterruptedException {
        return send("GET", target, null, headers);
    }

    public HttpResponse<String> post(String target, String body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", target, body, headers);
    }

    public HttpResponse<String> send(String method, String target, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + target))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    /** A WebSocket whose handshake has these headers. */
    public Listener connect(Map<String, String> headers, String query) {
        WebSocket.Builder builder = client.newWebSocketBuilder().subprotocols("quotewire.v1");
        headers.forEach(builder::header);
        return new Listener(builder, gateway.port(), query);
    }

    public Listener connect(String token) {
        return connect(Map.of("Authorization", "Bearer " + token), "");
    }

    public Listener connect() {
        return connect(Map.of(), "");
    }

    /** One whose token stands where a browser can put it. */
    public Listener connectAsBrowser(String token) {
        return new Listener(
                client.newWebSocketBuilder().subprotocols("quotewire.v1", "bearer." + token), gateway.port(), "");
    }

    /** The text of a field of an answer. */
    public static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(json);
        assertThat(field.find()).as(name + " in " + json).isTrue();
        return field.group(1);
    }

    /** The text of a new API key. */
    public String key(String account, String body) throws IOException, InterruptedException {
        HttpResponse<String> made = post("/v1/keys", body, bearer(token(account)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return field(made.body(), "key");
    }

    /** What a connection is told that asks for trades, after its welcome if that has not been read. */
    public static String followed(Listener socket) throws InterruptedException {
        return asked(socket, "\"" + TestGateway.TRADE + "\"");
    }

    /** What it is told of one item of a subscription. */
    public static String asked(Listener socket, String item) throws InterruptedException {
        socket.send("{\"op\":\"subscribe\",\"topics\":[" + item + "]}");
        String answer = socket.next();
        while (!answer.contains("\"subscribed\"")) {
            answer = socket.next();
        }
        return answer;
    }

    /** What {@code answer} is once it is {@code wanted}. */
    public static <T> T until(Callable<T> answer, Predicate<T> wanted) throws Exception {
        long deadlineNs = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        T now = answer.call();
        while (!wanted.test(now)) {
            assertThat(System.nanoTime()).as("still " + now).isLessThan(deadlineNs);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            now = answer.call();
        }
        return now;
    }

    @Override
    public void close() {
        client.shutdownNow();
        gateway.close();
        reception.close();
        store.close();
    }
}
