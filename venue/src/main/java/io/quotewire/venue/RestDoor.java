package io.quotewire.venue;

import io.netty.channel.EventLoop;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.access.Access;
import io.quotewire.venue.access.ApiKey;
import io.quotewire.venue.access.Trust;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.frame.RefusalText;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ticket;
import io.quotewire.venue.tap.FrameTap;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The REST side of a venue, or of somebody else who is asked: asks where the limits allow it, and reads what is answered.
 * A key goes out with the request and never comes into a reason.
 *
 * <p><b>Threads:</b> {@link #fetch} from any; the fetching, the reading and the answer are aside.
 */
public final class RestDoor implements FeedParts.Fetching {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A disk that takes longer counts as one that cannot be written. */
    private static final Duration DISK = Duration.ofSeconds(5);

    /** Binance's list is about 10 MiB. */
    private static final long MAX_BYTES = 64L << 20;

    private final String venue;
    private final Access access;
    private final Ledger ledger;
    private final MicroClock clock;
    private final FeedThreads.Aside aside;
    private final Listener listener;
    private final HttpClient client;

    RestDoor(
            String venue,
            FeedConfig config,
            Trust trust,
            Ledger ledger,
            MicroClock clock,
            FeedThreads.Aside aside,
            Listener listener) {
        this(venue, access(config), trust, ledger, clock, aside, listener);
    }

    private RestDoor(
            String venue,
            Access access,
            Trust trust,
            Ledger ledger,
            MicroClock clock,
            FeedThreads.Aside aside,
            Listener listener) {
        this.listener = listener;
        this.venue = venue;
        this.access = access;
        this.ledger = ledger;
        this.clock = clock;
        this.aside = aside;
        this.client = HttpClient.newBuilder()
                .version(
                        HttpClient.Version
                                .HTTP_1_1) // No attempt to upgrade: a request now and then gains nothing by it.
                .connectTimeout(access.connectTimeout())
                .sslContext(trust.forJdk())
                .build();
    }

    /**
     * The door of somebody who is only asked.
     *
     * @throws IllegalArgumentException naming the trust store, if it cannot be read
     */
    public static RestDoor to(String name, Access access, Ledger ledger, MicroClock clock, FeedThreads.Aside aside) {
        return new RestDoor(
                name, access, Trust.of(access), ledger, clock, aside, (path, status, simulated, body) -> {});
    }

    /** Told of each answer, before it is read; on the thread that fetches. */
    @FunctionalInterface
    interface Listener {
        /** Tells a tap on the feed's event loop: before whoever has asked is answered there. */
        static Listener on(EventLoop loop, FrameTap tap, MicroClock clock) {
            return (path, status, simulated, body) ->
                    FeedParts.post(loop, () -> tap.answered(path, status, simulated, body, clock.nowUs()));
        }

        /** An answer has come to {@code path}, query included, without a key. */
        void answered(String path, int status, boolean simulated, byte[] body);
    }

    private static Access access(FeedConfig config) {
        return new Access(
                config.restUrl(), config.connectTimeout(), config.trustStore(), MAX_BYTES, Map.of(), ApiKey.NONE);
    }

    /** What came of a fetch. */
    public sealed interface Answer<T> {
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
    @Override
    public <T> boolean fetch(RestCall call, long nowUs, Function<byte[], T> reader, Consumer<Answer<T>> then) {
        Ticket leave = ledger.call(call.weight(), nowUs);
        if (leave == null) {
            return false;
        }
        aside.run("rest-" + venue, () -> answer(call, leave, reader, then));
        return true;
    }

    /** Whatever becomes of the fetch: an answer too large for our memory or stack, too, must not be waited for for ever. */
    private <T> void answer(RestCall call, Ticket leave, Function<byte[], T> reader, Consumer<Answer<T>> then) {
        Answer<T> answer = failed("a fault of ours", call);
        try {
            answer = fetch(call, leave, reader);
        } finally {
            then.accept(answer);
        }
    }

    /** Ends what is under way, for good. */
    public void close() {
        client.shutdownNow();
    }

    private <T> Answer<T> fetch(RestCall call, Ticket leave, Function<byte[], T> reader) {
        try {
            leave.await(DISK);
            return leave.state(clock.nowUs()) == Ticket.State.VOID
                    ? failed("not asked: the venue has banned us since", call)
                    : fetch(call, reader);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted", call);
        }
    }

    private <T> Answer<T> fetch(RestCall call, Function<byte[], T> reader) throws InterruptedException {
        Future<HttpResponse<byte[]>> pending =
                client.sendAsync(request(call), BodyHandlers.limiting(BodyHandlers.ofByteArray(), access.mostBytes()));
        try {
            HttpResponse<byte[]> response = pending.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            listener.answered(call.path(), response.statusCode(), isSimulated(response), response.body());
            return response.statusCode() == 200 ? heard(response, reader) : refused(response, call);
        } catch (MalformedFrame e) {
            return failed(e.getMessage(), call);
        } catch (RuntimeException e) {
            // Told and tried again: without an answer the feed would wait for ever.
            return failed("a fault of ours, " + e, call);
        } catch (ExecutionException e) {
            String reason = Reasons.of(e.getCause());
            return failed(
                    reason.equals("unknown host") ? reason + " " + access.url().getHost() : reason, call);
        } catch (TimeoutException e) {
            pending.cancel(true);
            return failed("no answer within " + TIMEOUT.toSeconds() + " s", call);
        } catch (InterruptedException e) {
            pending.cancel(true);
            throw e;
        }
    }

    /** The only place where the key is put in. */
    private HttpRequest request(RestCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        access.url().resolve(access.key().fill(call.path())))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("User-Agent", "quotewire");
        access.headers()
                .forEach((name, value) -> request.header(name, access.key().fill(value)));
        return request.build();
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
        return new Answer.Read<>(reader.apply(response.body()), isSimulated(response));
    }

    private static boolean isSimulated(HttpResponse<?> response) {
        return response.headers()
                .firstValue(FeedHandler.SIMULATED)
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    private <T> Answer<T> refused(HttpResponse<byte[]> response, RestCall call) {
        String said = RefusalText.of(response.body());
        answered(response, said);
        String status = "HTTP " + response.statusCode();
        return failed(said.isEmpty() ? status : status + ", " + said, call);
    }

    /** The path has no key in it yet, but others may have repeated the key. */
    private <T> Answer<T> failed(@Nullable String reason, RestCall call) {
        String told = Reasons.shortened(access.key().hide(String.valueOf(reason)));
        return new Answer.Failed<>(told + " from " + access.url() + call.path());
    }
}
