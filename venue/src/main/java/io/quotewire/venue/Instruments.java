package io.quotewire.venue;

import io.quotewire.venue.frame.MalformedFrame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a venue's list of instruments over REST.
 *
 * <p><b>Threads:</b> {@link #fetch} from any; the fetching and the answer are on a virtual thread.
 */
final class Instruments {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Binance's list is about 10 MiB. */
    private static final long MAX_BYTES = 64L << 20;

    private final VenueAdapter adapter;
    private final URI url;
    private final HttpClient client;

    Instruments(VenueAdapter adapter, FeedConfig config, Trust trust) {
        this.adapter = adapter;
        this.url = config.restUrl().resolve(adapter.profile().instrumentsPath());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // No attempt to upgrade: one request an hour gains nothing by it.
                .connectTimeout(config.connectTimeout())
                .sslContext(trust.forJdk())
                .build();
    }

    /** What came of a fetch. */
    sealed interface Answer {
        /** The list; {@code simulated} if the venue called itself a simulation. */
        record Listed(InstrumentList list, boolean simulated) implements Answer {}

        /** No list; {@code status} is 0 where there was no answer at all. */
        record Failed(String reason, int status, String retryAfter) implements Answer {}
    }

    /** Fetches, and tells {@code then} once. */
    Thread fetch(Consumer<Answer> then) {
        return Thread.ofVirtual()
                .name("instruments-" + adapter.profile().venue())
                .start(() -> then.accept(fetch()));
    }

    void close() {
        client.shutdownNow();
    }

    private Answer fetch() {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        Future<HttpResponse<byte[]>> pending =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            HttpResponse<byte[]> response = pending.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return response.statusCode() == 200 ? listed(response) : refused(response);
        } catch (MalformedFrame e) {
            return failed(e.getMessage());
        } catch (RuntimeException e) {
            return failed(
                    "a fault of ours, " + e); // Told and tried again: without an answer the feed would wait for ever.
        } catch (ExecutionException e) {
            String reason = Reasons.of(e.getCause());
            return failed(reason.equals("unknown host") ? reason + " " + url.getHost() : reason);
        } catch (TimeoutException e) {
            pending.cancel(true);
            return failed("no answer within " + TIMEOUT.toSeconds() + " s");
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            return failed("interrupted");
        }
    }

    private Answer listed(HttpResponse<byte[]> response) {
        boolean simulated = response.headers()
                .firstValue(FeedHandler.SIMULATED)
                .map(Boolean::parseBoolean)
                .orElse(false);
        InstrumentList list = adapter.instruments(response.body());
        // No venue ends all its markets at once: taken at its word, such an answer would end every subscription.
        return list.spot().isEmpty() ? failed("a list without a spot pair") : new Answer.Listed(list, simulated);
    }

    private Answer refused(HttpResponse<byte[]> response) {
        String retryAfter = response.headers().firstValue("Retry-After").orElse("");
        return new Answer.Failed("HTTP " + response.statusCode() + " from " + url, response.statusCode(), retryAfter);
    }

    private Answer failed(@Nullable String reason) {
        return new Answer.Failed(reason + " from " + url, 0, "");
    }
}
