package io.quotewire.app.watch;

import io.quotewire.client.QuotewireClient;
import io.quotewire.model.Instrument;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Which instruments are followed: those that were named, or those that the gateway has, asked for again and again because
 * some come late. None is dropped again.
 *
 * <p><b>Threads:</b> one of its own, that asks; {@link #close} from any.
 */
final class Roster implements AutoCloseable {
    /** Most that are followed unnamed. */
    static final int MOST = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long AGAIN_S = 10;
    private static final int MAX_BYTES = 4 << 20;
    private static final JsonFactory JSON = new JsonFactory();

    private final QuotewireClient client;
    private final Mail mail;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Instrument> followed = new LinkedHashSet<>();

    private Roster(QuotewireClient client, Mail mail) {
        this.client = client;
        this.mail = mail;
    }

    /** Follows what {@code options} name, or begins to ask. */
    static Roster start(WatchOptions options, QuotewireClient client, Mail mail) {
        Roster roster = new Roster(client, mail);
        if (options.instruments().isEmpty()) {
            URI uri = URI.create(options.gateway().rest() + "/v1/tickers?source=best&limit=" + MOST);
            Thread.ofVirtual().name("watch-roster").start(() -> roster.ask(options, uri));
        } else {
            roster.follow(options.instruments());
        }
        return roster;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void ask(WatchOptions options, URI uri) {
        try (HttpClient http = options.http().connectTimeout(PATIENCE).build()) {
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(PATIENCE);
            if (options.key() != null) {
                builder.header("X-API-Key", options.key().text());
            }
            HttpRequest request = builder.build();
            do {
                lookUp(http, request);
            } while (!closed.await(AGAIN_S, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookUp(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
            if (answer.statusCode() == 200) {
                follow(read(answer.body()));
                mail.note("");
            } else {
                mail.note("no list of instruments: HTTP status " + answer.statusCode() + " of " + request.uri());
            }
        } catch (JacksonException | IOException e) {
            mail.note(Words.clean("no list of instruments: " + e));
        }
    }

    private void follow(Collection<Instrument> instruments) {
        List<Instrument> fresh = instruments.stream().filter(followed::add).toList();
        mail.want(fresh);
        if (!fresh.isEmpty()) {
            client.subscribe(
                    fresh.stream()
                            .map(each -> new TopicPattern(Topic.Kind.TICKER, Topic.BEST, each))
                            .toList(),
                    mail);
        }
    }

    /** The instruments of the topics in a list of tickers. */
    static List<Instrument> read(String body) {
        List<Instrument> instruments = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            for (JsonToken token = json.nextToken();
                    token != null && instruments.size() < MOST;
                    token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "topic".equals(json.currentName())) {
                    instrument(json.getString(), instruments);
                }
            }
        }
        return instruments;
    }

    private static void instrument(String topic, List<Instrument> to) {
        try {
            to.add(Topic.parse(topic).instrument());
        } catch (IllegalArgumentException _) {
            // Of a newer gateway; what this one cannot name it cannot follow.
        }
    }
}
