package io.quotewire.venue;

import io.quotewire.venue.access.Trust;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.frame.RefusalText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Goes to a venue once, step by step, to see how far one gets. Each method is one attempt, which is the caller's to have
 * leave for.
 *
 * <p><b>Threads:</b> any; all of it blocks, for no longer than the timeout of the settings and 20 s for the list.
 */
public final class Probe {
    private static final Duration LIST_PATIENCE = Duration.ofSeconds(20);
    private static final long MAX_LIST = 64L << 20;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final VenueAdapter adapter;
    private final FeedConfig config;
    private final Trust trust;

    /** What there is to get through. */
    public enum Step {
        NAME,
        CONNECTION,
        TLS,
        WEBSOCKET,
        LIST
    }

    /** One step that was got through. */
    public record Passed(Step step, long tookMs) {}

    /**
     * How far one got.
     *
     * @param passed in their order
     * @param failed the step that was not got through; null if all were
     * @param why null if all were
     * @param status of an HTTP answer; 0 where there was none
     * @param retryAfter the header of that name, else empty
     * @param said what the venue says in refusing; empty where it does not refuse
     * @param aheadMs by how much the venue's clock is ahead of ours, within half a second; empty where it does not say
     * @param pairs in the list
     */
    public record Result(
            List<Passed> passed,
            @Nullable Step failed,
            @Nullable String why,
            int status,
            String retryAfter,
            String said,
            OptionalLong aheadMs,
            boolean simulated,
            int pairs) {
        public Result {
            passed = List.copyOf(passed);
        }
    }

    /** @throws IllegalArgumentException if the trust store cannot be read */
    public Probe(VenueAdapter adapter, FeedConfig config) {
        this.adapter = adapter;
        this.config = config;
        this.trust = Trust.of(config.trustStore(), config.usesTls());
    }

    /** Connects to where the data are, agrees on a WebSocket, and leaves. */
    public Result webSocket() {
        URI url = config.endpoint(adapter.profile());
        Way way = new Way();
        try (Socket plain = new Socket()) {
            InetAddress[] addresses = resolve(url.getHost());
            way.passed(Step.NAME);
            connect(plain, addresses, port(url), way);
            way.passed(Step.CONNECTION);
            try (Socket socket = config.wsUsesTls() ? secured(plain, url) : plain) {
                if (config.wsUsesTls()) {
                    way.passed(Step.TLS);
                }
                ProbeHandshake.Answer answer = ProbeHandshake.with(socket, url, way::leftMs);
                way.answered(answer.status(), answer.retryAfter(), answer.date(), answer.simulated());
                way.passed(Step.WEBSOCKET);
            }
            return way.end(null, 0);
        } catch (ProbeHandshake.Refused e) {
            way.answered(
                    e.answer().status(),
                    e.answer().retryAfter(),
                    e.answer().date(),
                    e.answer().simulated());
            return way.end(e.getMessage(), 0);
        } catch (IOException e) {
            return way.end(Reasons.of(e), 0);
        }
    }

    /** Fetches the list of instruments. */
    public Result list() {
        Way way = new Way(Step.LIST);
        byte[] body = {};
        URI url = config.restUrl().resolve(adapter.profile().instruments().path());
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .sslContext(trust.forJdk())
                .build()) {
            HttpResponse<byte[]> response = fetch(client, url);
            way.answered(response);
            body = response.body();
            if (response.statusCode() != 200) {
                way.refused(body);
                return way.end("HTTP " + response.statusCode() + " from " + url, 0);
            }
            int pairs = adapter.instruments(response.body()).spot().size();
            if (pairs == 0) {
                return way.end("a list without a spot pair from " + url, 0);
            }
            way.passed(Step.LIST);
            return way.end(null, pairs);
        } catch (IOException e) {
            return way.end(Reasons.of(e), 0);
        } catch (MalformedFrame e) {
            way.refused(body);
            return way.end("not a list of instruments: " + e.getMessage(), 0);
        }
    }

    private static HttpResponse<byte[]> fetch(HttpClient client, URI url) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(LIST_PATIENCE)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_LIST));
        try {
            return await(pending, LIST_PATIENCE.toMillis());
        } finally {
            client.shutdownNow();
        }
    }

    private InetAddress[] resolve(String host) throws IOException {
        CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
        Thread.ofVirtual().name("resolve-" + host).start(() -> {
            try {
                found.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                found.completeExceptionally(new UnknownHostException(host));
            }
        });
        return await(found, config.connectTimeout().toMillis());
    }

    /** To the first address, as one attempt: a feed takes the next one the next time. */
    private static void connect(Socket socket, InetAddress[] addresses, int port, Way way) throws IOException {
        socket.connect(new InetSocketAddress(addresses[0], port), way.leftMs());
        socket.setTcpNoDelay(true);
    }

    private SSLSocket secured(Socket plain, URI url) throws IOException {
        plain.setSoTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
        SSLSocket socket =
                (SSLSocket) trust.forJdk().getSocketFactory().createSocket(plain, url.getHost(), port(url), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : config.wsUsesTls() ? HTTPS : HTTP;
    }

    private static <T> T await(CompletableFuture<T> pending, long withinMs) throws IOException {
        try {
            return pending.get(withinMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            IOException late = new IOException("no answer within " + withinMs + " ms");
            late.addSuppressed(e);
            throw late;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What has been seen on the way. */
    private final class Way {
        private final long startNs = System.nanoTime();
        private final List<Passed> passed = new ArrayList<>();
        private long stepNs = startNs;
        private Step next;
        private int status;
        private String retryAfter = "";
        private String said = "";
        private OptionalLong aheadMs = OptionalLong.empty();
        private boolean simulated;

        Way() {
            this(Step.NAME);
        }

        Way(Step first) {
            next = first;
        }

        void passed(Step step) {
            long nowNs = System.nanoTime();
            passed.add(new Passed(step, (nowNs - stepNs) / 1_000_000));
            stepNs = nowNs;
            next = switch (step) {
                case NAME -> Step.CONNECTION;
                case CONNECTION -> config.wsUsesTls() ? Step.TLS : Step.WEBSOCKET;
                case TLS -> Step.WEBSOCKET;
                case WEBSOCKET, LIST -> step;
            };
        }

        /** Of the time for the whole; at least 1, since 0 would mean for ever. */
        int leftMs() {
            long tookMs = (System.nanoTime() - startNs) / 1_000_000;
            return (int) Math.max(1, config.connectTimeout().toMillis() - tookMs);
        }

        void answered(HttpResponse<?> response) {
            answered(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").orElse(""),
                    response.headers().firstValue("Date").orElse(""),
                    Boolean.parseBoolean(
                            response.headers().firstValue(FeedHandler.SIMULATED).orElse("")));
        }

        void answered(int code, String retry, String date, boolean bySimulator) {
            status = code;
            retryAfter = retry;
            simulated = bySimulator;
            aheadMs = ahead(date);
        }

        void refused(byte[] body) {
            said = RefusalText.of(body);
        }

        Result end(@Nullable String why, int pairs) {
            return new Result(
                    passed, why == null ? null : next, why, status, retryAfter, said, aheadMs, simulated, pairs);
        }

        /** The header knows whole seconds, so on average it is half a second old. */
        private OptionalLong ahead(String date) {
            try {
                DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
                long venueMs = ZonedDateTime.parse(date, format).toEpochSecond() * 1_000 + 500;
                return OptionalLong.of(venueMs - System.currentTimeMillis());
            } catch (DateTimeException e) {
                return OptionalLong.empty();
            }
        }
    }
}
