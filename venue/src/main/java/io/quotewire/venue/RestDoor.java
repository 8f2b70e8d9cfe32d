package io.quotewire.venue;

import io.quotewire.model.MicroClock;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.frame.RefusalText;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ticket;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A venue's REST side: asks where the venue's limits allow it, and reads what is answered.
 *
 * <p><b>Threads:</b> {@link #fetch} from any; the fetching, the reading and the answer are aside.
 */
final class RestDoor {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A disk that takes longer counts as one that cannot be written. */
    private static final Duration DISK = Duration.ofSeconds(5);

    /** Binance's list is about 10 MiB. */
    private static final long MAX_BYTES = 64L << 20;

    private final String venue;
    private final URI url;
    private final Ledger ledger;
    private final MicroClock clock;
    private final FeedThreads.Aside aside;
    private final HttpClient client;

    RestDoor(String venue, FeedConfig config, Trust trust, Ledger ledger, MicroClock clock, FeedThreads.Aside aside) {
        this.venue = venue;
        this.url = config.restUrl();
        this.ledger = ledger;
        this.clock = clock;
        this.aside = aside;
        this.client = HttpClient.newBuilder()
                .version(
                        HttpClient.Version
                                .HTTP_1_1) // No attempt to upgrade: a request now and then gains nothing by it.
                .connectTimeout(config.connectTimeout())
                .sslContext(trust.forJdk())
                .build();
    }

    /** What came of a fetch. */
    sealed interface Answer<T> {
        /** What was wanted; {@code simulated} if the venue called itself a simulation. */
        record Read<T>(T content, boolean simulated) implements Answer<T> {}

        /** Nothing of use. What it says of limits the ledger knows. */
        record Failed<T>(String reason) implements Answer<T> {}
    }

    /**
     * Fetches, and tells {@code then} once; false, and nothing is done, while the limits do not allow it.
     *
     * @param reader makes of the body what is wanted, or throws {@link MalformedFrame}
     */
    <T> boolean fetch(RestCall call, long nowUs, Function<byte[], T> reader, Consumer<Answer<T>> then) {
        Ticket leave = ledger.call(call.weight(), nowUs);
        if (leave == null) {
            return false;
        }
        URI target = url.resolve(call.path());
        aside.run("rest-" + venue, () -> answer(target, leave, reader, then));
        return true;
    }

    /** Whatever becomes of the fetch: an answer too large for our memory or stack, too, must not be waited for for ever. */
    private <T> void answer(URI target, Ticket leave, Function<byte[], T> reader, Consumer<Answer<T>> then) {
        Answer<T> answer = failed("a fault of ours", target);
        try {
            answer = fetch(target, leave, reader);
        } finally {
            then.accept(answer);
        }
    }

    void close() {
        client.shutdownNow();
    }

    private <T> Answer<T> fetch(URI target, Ticket leave, Function<byte[], T> reader) {
        try {
            leave.await(DISK);
            return leave.state(clock.nowUs()) == Ticket.State.VOID
                    ? failed("not asked: the venue has banned us since", target)
                    : fetch(target, reader);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted", target);
        }
    }

    private <T> Answer<T> fetch(URI target, Function<byte[], T> reader) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("User-Agent", "quotewire")
                .build();
        Future<HttpResponse<byte[]>> pending =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            HttpResponse<byte[]> response = pending.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return response.statusCode() == 200 ? heard(response, reader) : refused(response);
        } catch (MalformedFrame e) {
            return failed(e.getMessage(), target);
        } catch (RuntimeException e) {
            // Told and tried again: without an answer the feed would wait for ever.
            return failed("a fault of ours, " + e, target);
        } catch (ExecutionException e) {
            String reason = Reasons.of(e.getCause());
            return failed(reason.equals("unknown host") ? reason + " " + target.getHost() : reason, target);
        } catch (TimeoutException e) {
            pending.cancel(true);
            return failed("no answer within " + TIMEOUT.toSeconds() + " s", target);
        } catch (InterruptedException e) {
            pending.cancel(true);
            throw e;
        }
    }

    /** Reads an answer; what is not understood may be a refusal, which the ledger hears then. */
    private <T> Answer<T> heard(HttpResponse<byte[]> response, Function<byte[], T> reader) {
        boolean understood = false;
        try {
            Answer<T> answer = read(response, reader);
            understood = true;
            return answer;
        } finally {
            answered(response, understood ? "" : RefusalText.of(response.body()));
        }
    }

    private void answered(HttpResponse<byte[]> response, String said) {
        ledger.answered(
                response.statusCode(),
                response.headers().firstValue("Retry-After").orElse(""),
                response.headers().firstValue(ledger.limits().weightHeader()).orElse(""),
                said,
                clock.nowUs());
    }

    private static <T> Answer<T> read(HttpResponse<byte[]> response, Function<byte[], T> reader) {
        boolean simulated = response.headers()
                .firstValue(FeedHandler.SIMULATED)
                .map(Boolean::parseBoolean)
                .orElse(false);
        return new Answer.Read<>(reader.apply(response.body()), simulated);
    }

    private <T> Answer<T> refused(HttpResponse<byte[]> response) {
        answered(response, RefusalText.of(response.body()));
        return new Answer.Failed<>("HTTP " + response.statusCode() + " from " + response.uri());
    }

    private static <T> Answer<T> failed(@Nullable String reason, URI target) {
        return new Answer.Failed<>(reason + " from " + target);
    }
}
