package io.quotewire.app.account;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.text.Flat;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a gateway says about accounts over HTTP. One thread; calls wait for the answer. */
final class GatewayAccounts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final JsonFactory JSON = new JsonFactory();

    private final String rest;
    private final HttpClient http;

    /** A key, told this once. It does not print it. */
    record Key(String text, String prefix) {
        @Override
        public String toString() {
            return "Key[prefix=" + prefix + "]";
        }
    }

    /**
     * Asks nothing yet.
     *
     * @param rest {@code http://host:port} or {@code https://host:port}
     * @param trust whom to believe over TLS; null for those whom Java believes
     */
    GatewayAccounts(String rest, @Nullable SSLContext trust) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        this.http = (trust == null ? builder : builder.sslContext(trust)).build();
        this.rest = rest;
    }

    /** An access token for that password. */
    String login(String user, String password) throws Failure, InterruptedException {
        return field(
                post("/v1/auth/login", null, json -> {
                    json.writeStringProperty("username", user);
                    json.writeStringProperty("password", password);
                }),
                "access_token");
    }

    /**
     * Makes a key of that account.
     *
     * @param life zero for as long as the account
     */
    Key key(String token, String name, Duration life) throws Failure, InterruptedException {
        Map<String, String> answer = post("/v1/keys", token, json -> {
            json.writeStringProperty("name", name);
            json.writeNumberProperty("expires_in_s", life.toSeconds());
        });
        return new Key(field(answer, "key"), field(answer, "prefix"));
    }

    void logout(String token) throws Failure, InterruptedException {
        post("/v1/auth/logout", token, json -> {});
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Map<String, String> post(String path, @Nullable String token, Consumer<JsonGenerator> body)
            throws Failure, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(rest + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
            if (answer.statusCode() / 100 == 2) {
                return Flat.read(answer.body());
            }
            throw refused(answer);
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_CONNECTION, "cannot ask " + rest + path + ": " + e);
        }
    }

    private static Failure refused(HttpResponse<String> answer) {
        String detail = Flat.read(answer.body()).getOrDefault("detail", "");
        String said = detail.isEmpty() ? "HTTP status " + answer.statusCode() : detail.replaceAll("\\p{Cntrl}", "?");
        return new Failure(
                answer.statusCode() == 401 || answer.statusCode() == 403 ? ExitCode.PERMISSION : ExitCode.FAILED,
                answer.uri().getPath() + ": " + said);
    }

    private static String field(Map<String, String> answer, String name) throws Failure {
        String value = answer.get(name);
        if (value == null) {
            throw new Failure(ExitCode.FAILED, "this is no gateway with accounts: its answer has no " + name);
        }
        return Objects.requireNonNull(value);
    }

    private static String json(Consumer<JsonGenerator> body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            body.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }
}
