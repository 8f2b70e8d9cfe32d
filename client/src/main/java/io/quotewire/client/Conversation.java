package io.quotewire.client;

import io.quotewire.client.ConnectionListener.Disconnected;
import io.quotewire.client.TopicState.Verdict;
import io.quotewire.model.CloseReason;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a client says, hears and decides, over one connection after the other; without a socket, a thread or a clock.
 *
 * <pre>
 *   WAITING --time--> CONNECTING --onOpen--> GREETING --welcome--> READY
 *      ^                   |                     |                   |
 *      +---- back-off -----+---------------------+--- lost, silent --+      ENDED: by close() or the server's word
 * </pre>
 *
 * <p><b>Threads:</b> one, the caller's. {@link #doWork} is due at {@link #nextDueUs}; both have to be asked again after
 * every call. Connections are numbered, and news of one that has been given up is ignored.
 */
final class Conversation {
    /** How a connection that this client gives up is closed. A WebSocket client may not send 1002 to 1011. */
    static final int CLOSE_NORMAL = 1000;

    static final int CLOSE_SILENT = 4000;
    static final int CLOSE_MALFORMED = 4007;

    /** The close code where a connection ends without one. */
    static final int CLOSE_ABNORMAL = 1006;

    /** How long the first message may take. */
    static final long WELCOME_US = 10_000_000;

    /** The protocol that this client speaks. */
    private static final long VERSION = 1;

    private static final long MAX_HEARTBEAT_S = 3_600;

    /** Longest wait that a server may impose. */
    private static final long MAX_TOLD_MS = 600_000;

    private static final long NEVER = -1;

    /** Where the conversation takes place; see {@link JdkSocket}. Calls do not block and do not throw. */
    interface Transport {
        /** Begins to connect. The outcome comes as {@link #onOpen} or {@link #onClosed} with this number. */
        void open(long connection);

        /** Sends over the connection that was opened last. */
        void send(String text);

        /** Gives up the connection that was opened last, whatever its state. */
        void close(int code, String why);
    }

    private enum Phase {
        WAITING,
        CONNECTING,
        GREETING,
        READY,
        ENDED
    }

    private final Transport transport;
    private final Callbacks callbacks;
    private final BackOff backOff;
    private final ServerTime serverTime;
    private final Subscriptions subscriptions;
    private final Commands commands;
    /** Topics whose state has a due time. */
    private final Set<Followed> asking = new LinkedHashSet<>();

    private Phase phase = Phase.WAITING;
    private long connection;
    private long dueUs;
    private long readySinceUs = NEVER;
    private long heardUs;
    private long patienceUs;
    private Message.@Nullable Goodbye goodbye;

    Conversation(Transport transport, ConnectionListener listener, BackOff backOff, ServerTime serverTime) {
        this.transport = transport;
        this.callbacks = new Callbacks(listener);
        this.backOff = backOff;
        this.serverTime = serverTime;
        this.subscriptions = new Subscriptions(callbacks);
        this.commands = new Commands(subscriptions, transport::send);
    }

    void subscribe(Subscription subscription, long nowUs) {
        subscriptions.add(subscription);
        if (phase == Phase.READY) {
            commands.subscribe(subscription.patterns());
            commands.flush(nowUs);
        }
    }

    void unsubscribe(Subscription subscription, long nowUs) {
        subscriptions.remove(subscription);
        if (phase == Phase.READY) {
            commands.unsubscribeUnwanted();
            asking.removeIf(each -> subscriptions.find(each.topic()) == null);
            commands.flush(nowUs);
        }
    }

    void onOpen(long which, long nowUs) {
        if (which == connection && phase == Phase.CONNECTING) {
            phase = Phase.GREETING;
            dueUs = nowUs + WELCOME_US;
        }
    }

    /** Something came that is no whole message: the connection is alive. */
    void onSign(long which, long nowUs) {
        if (which == connection) {
            heardUs = nowUs;
        }
    }

    void onText(long which, String json, long nowUs) {
        if (which != connection || (phase != Phase.GREETING && phase != Phase.READY)) {
            return;
        }
        heardUs = nowUs;
        try {
            Message message = MessageReader.read(json);
            callbacks.connection(listener -> listener.onMessage(message, json));
            accept(message, nowUs);
            commands.flush(nowUs);
        } catch (MalformedMessage malformed) {
            giveUp(CLOSE_MALFORMED, "malformed message: " + malformed.getMessage(), nowUs);
        }
    }

    /** Something came that cannot be a message. */
    void onNonsense(long which, String what, long nowUs) {
        if (which == connection && phase != Phase.ENDED) {
            giveUp(CLOSE_MALFORMED, what, nowUs);
        }
    }

    /**
     * The connection ended, or was never made.
     *
     * @param retryMs when to come back by the word of who refused the handshake, 0 where nothing was said
     */
    void onClosed(long which, int code, String reason, long retryMs, long nowUs) {
        if (which == connection && phase != Phase.ENDED && phase != Phase.WAITING) {
            lost(code, reason, retryMs, nowUs);
        }
    }

    /** Does what time demands. */
    void doWork(long nowUs) {
        switch (phase) {
            case WAITING -> connectIfDue(nowUs);
            case GREETING -> {
                if (nowUs >= dueUs) {
                    giveUp(CLOSE_SILENT, "no welcome", nowUs);
                }
            }
            case READY -> watch(nowUs);
            case CONNECTING, ENDED -> {}
        }
    }

    /** When {@link #doWork} has something to do, {@link Long#MAX_VALUE} for not until something else happens. */
    long nextDueUs() {
        return switch (phase) {
            case WAITING, GREETING -> dueUs;
            case CONNECTING, ENDED -> Long.MAX_VALUE;
            case READY -> {
                long nextUs = Math.min(heardUs + patienceUs, commands.dueUs());
                for (Followed each : asking) {
                    nextUs = Math.min(nextUs, each.state().dueUs());
                }
                yield nextUs;
            }
        };
    }

    /** As {@link QuotewireClient#mismatches}. */
    long mismatches() {
        return subscriptions.mismatches();
    }

    /** Ends it for good. */
    void close() {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            transport.close(CLOSE_NORMAL, "");
            callbacks.connection(listener -> listener.onDisconnected(new Disconnected(CLOSE_NORMAL, "closed", null)));
        }
    }

    private void connectIfDue(long nowUs) {
        if (nowUs >= dueUs) {
            phase = Phase.CONNECTING;
            goodbye = null;
            readySinceUs = NEVER;
            transport.open(++connection);
        }
    }

    private void accept(Message message, long nowUs) {
        switch (message) {
            case Message.Welcome welcome -> welcome(welcome, nowUs);
            case Message.OfTopic data when phase == Phase.READY -> data(data, nowUs);
            case Message.Reply reply when phase == Phase.READY -> reply(reply, nowUs);
            case Message.Heartbeat heartbeat -> serverTime.heard(heartbeat.nowUs(), nowUs);
            case Message.Failure failure -> failure(failure, nowUs);
            case Message.Slow slow -> callbacks.connection(listener -> listener.onSlow(slow));
            case Message.Goodbye said -> {
                goodbye = said;
                callbacks.connection(listener -> listener.onGoodbye(said));
            }
            // Before the welcome nothing was asked for; what came anyway answers nothing.
            case Message.OfTopic _, Message.Reply _, Message.Unknown _ -> {}
        }
    }

    private void welcome(Message.Welcome welcome, long nowUs) {
        if (phase != Phase.GREETING) {
            return;
        }
        if (welcome.version() != VERSION) {
            throw new MalformedMessage("the server speaks version " + welcome.version() + ", this client " + VERSION);
        }
        if (welcome.heartbeatS() < 1 || welcome.heartbeatS() > MAX_HEARTBEAT_S) {
            throw Fields.wrong("heartbeat_s");
        }
        phase = Phase.READY;
        readySinceUs = nowUs;
        patienceUs = 2 * welcome.heartbeatS() * 1_000_000;
        serverTime.forget();
        serverTime.heard(welcome.nowUs(), nowUs);
        commands.restart(nowUs);
        callbacks.connection(listener -> listener.onWelcome(welcome));
    }

    private void data(Message.OfTopic message, long nowUs) {
        Followed followed = subscriptions.follow(message.topic());
        if (followed != null && followed.accept(message, nowUs) == Verdict.RESYNC) {
            asking.add(followed);
            commands.resync(followed.topic());
        }
    }

    private void reply(Message.Reply reply, long nowUs) {
        Commands.Sent command = commands.answered(reply.id());
        if (command == null) {
            return; // Only the first answer counts: a position in a second one would be old.
        }
        for (Message.Reply.Item item : reply.items()) {
            if (item.ok() && "full".equals(item.recovered())) {
                full(item);
            }
            switch (command.op()) {
                case SUBSCRIBE -> subscriptions.answered(item);
                case RESYNC -> {
                    if (!item.ok()) {
                        refused(item.topic(), 0, nowUs);
                    }
                }
                case UNSUBSCRIBE -> {}
            }
        }
    }

    private void full(Message.Reply.Item item) {
        Epoch epoch = item.epoch();
        Topic topic = exact(item.topic());
        if (epoch == null || item.from() < 1 || topic == null) {
            throw Fields.wrong("recovered");
        }
        Followed followed = subscriptions.follow(topic);
        if (followed != null) {
            followed.state().full(epoch, item.from());
        }
    }

    private void failure(Message.Failure failure, long nowUs) {
        // Before the welcome the commands are those of the connection before.
        Commands.Sent command = phase == Phase.READY ? commands.answered(failure.id()) : null;
        if (command != null && command.op() == Commands.Op.RESYNC) {
            command.items().forEach(item -> refused(item.toString(), failure.retryMs(), nowUs));
        } else if (command != null && failure.retryMs() > 0) {
            commands.again(command, failure.retryMs(), nowUs);
        }
        callbacks.connection(listener -> listener.onFailure(failure));
    }

    private void refused(String name, long retryMs, long nowUs) {
        Topic topic = exact(name);
        Followed followed = topic == null ? null : subscriptions.find(topic);
        if (followed != null) {
            followed.state().refused(retryMs, nowUs);
        }
    }

    /** Of a connection that is up: is it alive, is every question answered? */
    private void watch(long nowUs) {
        if (nowUs - heardUs >= patienceUs) {
            giveUp(CLOSE_SILENT, "nothing for two heartbeats", nowUs);
        } else if (commands.isOverdue(nowUs)) {
            giveUp(CLOSE_SILENT, "a command was not answered", nowUs);
        } else if (!askAgain(nowUs)) {
            giveUp(CLOSE_SILENT, "a resync was not answered", nowUs);
        } else {
            commands.flush(nowUs);
        }
    }

    private boolean askAgain(long nowUs) {
        asking.removeIf(each -> !each.state().waits());
        for (Followed each : List.copyOf(asking)) {
            switch (each.state().due(nowUs)) {
                case NOTHING -> {}
                case RESYNC -> commands.resync(each.topic());
                case RECONNECT -> {
                    return false;
                }
            }
        }
        return true;
    }

    private void giveUp(int code, String why, long nowUs) {
        transport.close(code, why);
        lost(code, why, 0, nowUs);
    }

    private void lost(int code, String reason, long retryMs, long nowUs) {
        long livedUs = readySinceUs == NEVER ? 0 : nowUs - readySinceUs;
        long waitUs = waitUs(code, retryMs, livedUs);
        phase = waitUs == NEVER ? Phase.ENDED : Phase.WAITING;
        dueUs = nowUs + waitUs;
        asking.clear();
        subscriptions.followed().forEach(each -> each.state().disconnected());
        Duration retryIn = waitUs == NEVER ? null : Duration.ofNanos(waitUs * 1_000);
        callbacks.connection(listener -> listener.onDisconnected(new Disconnected(code, reason, retryIn)));
    }

    private long waitUs(int code, long retryMs, long livedUs) {
        // By the close code, or by the goodbye where the close itself got lost.
        if (forbidsReturn(code) || (goodbye != null && forbidsReturn(goodbye.code()))) {
            return NEVER;
        }
        long toldMs = goodbye == null || goodbye.retryMs() == 0 ? retryMs : goodbye.retryMs();
        return toldMs > 0 ? Math.min(toldMs, MAX_TOLD_MS) * 1_000 : backOff.nextUs(livedUs);
    }

    private static boolean forbidsReturn(long code) {
        for (CloseReason reason : CloseReason.values()) {
            if (reason.code() == code) {
                return switch (reason.comeBack()) {
                    // This client has no credentials that it could renew.
                    case NEVER, AFTER_RENEWAL -> true;
                    case AND_RESUME, AFTER_RETRY_MS, WITH_BACK_OFF -> false;
                };
            }
        }
        return false; // Of the transport, or of a server to come.
    }

    private static @Nullable Topic exact(String name) {
        try {
            return TopicPattern.parse(name).exact();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
