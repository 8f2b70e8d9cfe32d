package io.quotewire.client;

import io.quotewire.model.MicroClock;
import io.quotewire.model.TopicPattern;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client of a Quotewire gateway that stays connected: it subscribes, resumes, notices what it lacks and says so.
 *
 * {@snippet class="io.quotewire.client.ClientSample" region="sample"}
 *
 * <p><b>Threads:</b> methods may be called from any thread, callbacks included. All callbacks come on one thread that
 * belongs to the client, in the order of the wire, never two at once.
 */
public final class QuotewireClient implements AutoCloseable {
    /** Longest wait of {@link #close} for a callback to end. */
    private static final long CLOSE_MS = 1_000;

    /** Ends a subscription; what {@link Subscription} needs to know of its client. */
    interface Closer {
        void close(Subscription subscription);
    }

    private final MicroClock clock;
    private final ScheduledThreadPoolExecutor loop;
    private final HttpClient http;
    private final boolean ownsHttp;
    private final ServerTime serverTime = new ServerTime();
    private final Conversation conversation;
    private volatile @Nullable Thread thread;

    /** The loop's: the timer that is set, and for when. */
    private @Nullable ScheduledFuture<?> timer;

    private long timerUs = Long.MAX_VALUE;

    private QuotewireClient(ClientOptions options, ConnectionListener listener) {
        this.clock = options.clock();
        this.loop = new ScheduledThreadPoolExecutor(1, task -> {
            Thread fresh = options.threads().newThread(task);
            thread = fresh;
            return fresh;
        });
        loop.setRemoveOnCancelPolicy(true);
        loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        HttpClient given = options.http();
        this.ownsHttp = given == null;
        this.http = given != null
                ? given
                : HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        JdkSocket socket = new JdkSocket(http, options, this::run, new Heard());
        BackOff backOff = new BackOff(
                options.backOffMin(), options.backOffMax(), options.healthyAfter(), new Random(options.seed()));
        this.conversation = new Conversation(socket, listener, backOff, serverTime);
    }

    /** Starts a client. Returns at once; the connection is made, and made again, in the background. */
    public static QuotewireClient connect(ClientOptions options, ConnectionListener listener) {
        QuotewireClient client = new QuotewireClient(options, listener);
        client.run(() -> client.conversation.doWork(client.clock.nowUs()));
        return client;
    }

    /**
     * Follows topics and wildcards, until {@link Subscription#close}. Topics may be covered by several subscriptions; each
     * listener hears of each message once.
     */
    public Subscription subscribe(Collection<TopicPattern> patterns, TopicListener listener) {
        return subscribe(patterns, 0, listener);
    }

    /**
     * As {@link #subscribe(Collection, TopicListener)}, told at most once in so many milliseconds: values as the newest, books as
     * all that has changed, trades together. Of several subscriptions to a topic the most frequent counts.
     *
     * @param rateMs one that the server grants: 0 for everything as it comes, 100, 250, 1000 or 5000
     */
    public Subscription subscribe(Collection<TopicPattern> patterns, int rateMs, TopicListener listener) {
        Subscription subscription = new Subscription(patterns, rateMs, listener, this::unsubscribe);
        run(() -> conversation.subscribe(subscription, clock.nowUs()));
        return subscription;
    }

    /**
     * As {@link #subscribe(Collection, TopicListener)}, with topics as written: {@code ticker:best:BTC-USDT}, {@code
     * trade:*:BTC-USDT}.
     *
     * @throws IllegalArgumentException naming what is wrong with a topic
     */
    public Subscription subscribe(TopicListener listener, String... topics) {
        return subscribe(Arrays.stream(topics).map(TopicPattern::parse).toList(), listener);
    }

    /** The server's time, by the last few times that it told; the local clock's before the first. */
    public long serverNowUs() {
        return clock.nowUs() + serverTime.offsetUs();
    }

    /**
     * How long ago the gateway received a value, in microseconds by the server's clock.
     *
     * @param recvUs {@code recvUs} of the value's head
     */
    public long ageUs(long recvUs) {
        return Math.max(0, serverNowUs() - recvUs);
    }

    /**
     * How many snapshots of books did not add up to the hash that came with them. None was shown: each led to one question
     * for another.
     */
    public long mismatches() {
        return conversation.mismatches();
    }

    /**
     * Ends every subscription and the connection. When this returns no callback is running and none will come, unless a
     * callback takes longer than a second, or is the one that calls this. Closing twice does nothing more.
     */
    @Override
    public void close() {
        run(() -> {
            conversation.close();
            loop.shutdown();
            if (ownsHttp) {
                http.shutdown(); // Orderly: a goodbye on its way still goes.
            }
        });
        try {
            boolean inCallback = Thread.currentThread().equals(thread);
            var _ = inCallback || loop.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void unsubscribe(Subscription subscription) {
        run(() -> conversation.unsubscribe(subscription, clock.nowUs()));
    }

    /** Runs on the loop; not at all once that has ended. Whatever happens there may change what is due next. */
    private void run(Runnable task) {
        try {
            loop.execute(() -> {
                try {
                    task.run();
                } finally {
                    setTimer();
                }
            });
        } catch (RejectedExecutionException _) {
            // Closed: the socket's last words have no one to hear them.
        }
    }

    private void setTimer() {
        long dueUs = conversation.nextDueUs();
        if (dueUs >= timerUs || loop.isShutdown()) {
            return; // A timer that comes too early looks again: cheaper than one for each message.
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerUs = dueUs;
        timer = loop.schedule(this::onTimer, Math.max(0, dueUs - clock.nowUs()), TimeUnit.MICROSECONDS);
    }

    private void onTimer() {
        timerUs = Long.MAX_VALUE;
        try {
            conversation.doWork(clock.nowUs());
        } finally {
            setTimer();
        }
    }

    /** The socket's events, stamped. */
    private final class Heard implements JdkSocket.Events {
        @Override
        public void opened(long connection) {
            conversation.onOpen(connection, clock.nowUs());
        }

        @Override
        public void text(long connection, String text) {
            conversation.onText(connection, text, clock.nowUs());
        }

        @Override
        public void sign(long connection) {
            conversation.onSign(connection, clock.nowUs());
        }

        @Override
        public void nonsense(long connection, String what) {
            conversation.onNonsense(connection, what, clock.nowUs());
        }

        @Override
        public void closed(long connection, int code, String reason, long retryMs) {
            conversation.onClosed(connection, code, reason, retryMs, clock.nowUs());
        }
    }
}
