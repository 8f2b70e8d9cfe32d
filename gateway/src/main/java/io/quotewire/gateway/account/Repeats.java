package io.quotewire.gateway.account;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.gateway.socket.ClientAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Does what makes something once, however often it is asked for with one {@code Idempotency-Key}: an answer that got lost is given
 * again. A new API key is among such answers, so they are kept in memory alone, for minutes, by the process that made them.
 *
 * <p>Each sender (an account, or a network of addresses where it is nobody) has room for a few: the oldest answer leaves. A promise
 * never leaves, so that whoever would need its place is told to come again. What failed is not kept; asked again, it is tried
 * again.
 *
 * <p><b>Threads:</b> any that may wait.
 */
final class Repeats {
    static final int MOST_OF_ONE = 16;
    static final int MOST_SENDERS = 1_000;
    static final long KEPT_NS = TimeUnit.MINUTES.toNanos(10);

    private static final String HEADER = "idempotency-key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

    private final LongSupplier nanoTime;
    private final Map<String, Map<String, Answer>> senders = new LinkedHashMap<>();

    /** @param nanoTime as {@link System#nanoTime} */
    Repeats(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One answer, or the promise of it. */
    private static final class Answer {
        private final byte[] asked;
        private final long atNs;
        private @Nullable Response response;

        private Answer(byte[] asked, long atNs) {
            this.asked = asked;
            this.atNs = atNs;
        }
    }

    /** The same, done once. */
    Route.Handler over(Route.Handler handler) {
        return request -> {
            String key = request.header(HEADER);
            return key == null ? handler.handle(request) : handle(handler, request, key);
        };
    }

    private Response handle(Route.Handler handler, Request request, String key) {
        if (!KEY.matcher(key).matches()) {
            throw new Refusal(Problem.of(
                    Problem.Type.BAD_PARAMETER,
                    "idempotency-key must be 1 to 128 letters, digits and signs, no space"));
        }
        return once(sender(request), key, digest(request), () -> handler.handle(request));
    }

    /** What {@code work} makes, or has made for the same before. */
    Response once(String sender, String key, byte[] asked, Supplier<Response> work) {
        Answer mine = new Answer(asked, nanoTime.getAsLong());
        Answer before = keep(sender, key, mine);
        if (before != null) {
            return again(before, asked);
        }
        boolean done = false;
        try {
            Response response = work.get();
            synchronized (this) {
                mine.response = response;
            }
            done = true;
            return response;
        } finally {
            if (!done) {
                forget(sender, key, mine);
            }
        }
    }

    private synchronized Response again(Answer before, byte[] asked) {
        if (!Arrays.equals(before.asked, asked)) {
            throw new Refusal(
                    Problem.of(Problem.Type.IDEMPOTENCY_KEY, "this idempotency-key was sent with another request"));
        }
        if (before.response == null) {
            throw new Refusal(Problem.of(Problem.Type.CONFLICT, "the same request is being answered")
                    .header("Retry-After", "1"));
        }
        return before.response.with("Idempotent-Replayed", "true");
    }

    /** The answer that is there already; null where {@code mine} has taken the place. */
    private synchronized @Nullable Answer keep(String sender, String key, Answer mine) {
        senders.values().forEach(answers -> answers.values().removeIf(answer -> isOver(answer, mine.atNs)));
        senders.values().removeIf(Map::isEmpty);
        Map<String, Answer> answers = senders.get(sender);
        Answer before = answers == null ? null : answers.get(key);
        if (before == null) {
            keepNew(sender, key, mine);
        }
        return before;
    }

    private void keepNew(String sender, String key, Answer mine) {
        Map<String, Answer> answers = senders.get(sender);
        if (answers == null) {
            makeRoom(senders, MOST_SENDERS, each -> each.values().stream().allMatch(Repeats::isAnswered));
            answers = new LinkedHashMap<>();
            senders.put(sender, answers);
        }
        makeRoom(answers, MOST_OF_ONE, Repeats::isAnswered);
        answers.put(key, mine);
    }

    private static boolean isOver(Answer answer, long nowNs) {
        return isAnswered(answer) && nowNs - answer.atNs >= KEPT_NS;
    }

    private static boolean isAnswered(Answer answer) {
        return answer.response != null;
    }

    /** The oldest that may leaves; where none may, nobody else comes in. */
    private static <V> void makeRoom(Map<String, V> map, int most, Predicate<V> mayLeave) {
        if (map.size() < most) {
            return;
        }
        Iterator<V> oldestFirst = map.values().iterator();
        while (oldestFirst.hasNext()) {
            if (mayLeave.test(oldestFirst.next())) {
                oldestFirst.remove();
                return;
            }
        }
        throw new Refusal(Problem.of(Problem.Type.BUSY, "too many requests with an idempotency-key are being answered")
                .header("Retry-After", "1"));
    }

    private synchronized void forget(String sender, String key, Answer mine) {
        Map<String, Answer> answers = senders.get(sender);
        if (answers != null) {
            answers.remove(key, mine);
        }
    }

    private static String sender(Request request) {
        Principal who = request.principal();
        return who.isAnonymous()
                ? Arrays.toString(ClientAddress.network(request.address()).array())
                : "account " + who.account();
    }

    /** What was asked for, so that another request is told from the same. */
    private static byte[] digest(Request request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.target() + "\n").getBytes(StandardCharsets.UTF_8));
            return digest.digest(request.body());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException("no SHA-256", everyJdkHasIt);
        }
    }
}
