package io.quotewire.venue;

import io.netty.buffer.ByteBuf;
import io.quotewire.model.Channel;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.ListingInfo;
import io.quotewire.venue.Profile.KeepAlive;
import io.quotewire.venue.VenueSocket.End;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.frame.Symbols;
import io.quotewire.venue.limit.ConnectionPace;
import io.quotewire.venue.limit.Ticket;
import io.quotewire.venue.pace.Backoff;
import io.quotewire.venue.pace.Liveness;
import io.quotewire.venue.tap.FrameTap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One place at a venue: a socket, or the wait for the next one, and the subscriptions that it holds.
 *
 * <p><b>Threads:</b> the feed's event loop. {@link #tick} is called often; everything that is due happens there.
 */
final class Connection implements VenueSocket.Listener {
    /** So many malformed frames in a row, and the connection is taken to be broken. */
    static final int MALFORMED_IN_A_ROW = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int SCRATCH = 64 << 10;

    /** One that took another's place is not replaced when younger for what the venue says: it would be again, and again. */
    private static final long YOUNG_US = 60_000_000;

    /** With which venues close on a client that says too much. */
    private static final int POLICY = 1008;

    private final FeedParts parts;
    private final String venue;
    private final Hearing hearing;
    private final Subscriptions subscriptions;
    private final ConnectionBooks books;
    private final FrameDecoder decoder;
    private final Backoff backoff;
    private final Liveness liveness;
    private final byte[] pong;
    private final FrameTap tap;
    private final int number;
    private ConnectionPace control;
    private byte[] scratch = new byte[SCRATCH];
    private @Nullable VenueSocket socket;
    private @Nullable Ticket leave;
    private boolean open;
    private boolean simulated;
    private long sinceUs;
    private long dueUs;
    private int malformed;
    private int attempts;
    private String lastReason = "";

    /** When another is to take this one's place; {@link Long#MAX_VALUE} where its age is no reason. */
    private long agedUs;

    private @Nullable String successorWanted;
    private long successorDueUs;

    /** Whether it has taken another's place, or is to. */
    private boolean succeeding;

    Connection(FeedParts parts) {
        this.parts = parts;
        Profile profile = parts.adapter().profile();
        this.venue = profile.venue();
        this.hearing = new Hearing(parts, this::announced);
        this.subscriptions = hearing.subscriptions();
        this.books = hearing.books();
        this.decoder = new FrameDecoder(parts.adapter(), new Symbols(subscriptions.listings()));
        decoder.inform(parts.infos());
        this.control = parts.ledger().connection();
        this.tap = parts.tap();
        this.number = parts.numbers().getAsInt();
        this.backoff = new Backoff(parts.random());
        FeedConfig config = parts.config();
        this.liveness = new Liveness(
                config.quiet().toNanos() / 1_000,
                config.patience().toNanos() / 1_000,
                profile.keepAlive().atLeastEvery().toNanos() / 1_000);
        this.pong = profile.keepAlive() instanceof KeepAlive.Text text
                ? text.pong().getBytes(StandardCharsets.US_ASCII)
                : new byte[0];
    }

    void add(ListingInfo info, Set<Channel> channels) {
        subscriptions.add(info.listing(), info.symbol(), channels);
        decoder.follow(new Symbols(subscriptions.listings()));
        long nowUs = parts.clock().nowUs();
        parts.adapter().profile().channels().stream()
                .filter(channels::contains)
                .forEach(channel -> tap.follows(number, channel, info.symbol(), nowUs));
    }

    /** Follows all that {@code other} does. */
    void follow(Connection other) {
        succeeding = true;
        subscriptions.addAll(other.subscriptions);
        decoder.follow(new Symbols(subscriptions.listings()));
        long nowUs = parts.clock().nowUs();
        subscriptions.standings().forEach(one -> tap.follows(number, one.channel(), one.symbol(), nowUs));
    }

    /** It is nobody's any more; another has its place. */
    void retire() {
        long nowUs = parts.clock().nowUs();
        subscriptions.standings().forEach(one -> tap.leaves(number, one.channel(), one.symbol(), nowUs));
    }

    void remove(ListingInfo info, Set<Channel> channels) {
        subscriptions.remove(info.symbol(), channels);
        decoder.follow(new Symbols(subscriptions.listings()));
        if (channels.contains(Channel.BOOK)) {
            books.remove(info.listing());
        }
        long nowUs = parts.clock().nowUs();
        channels.forEach(channel -> tap.leaves(number, channel, info.symbol(), nowUs));
    }

    /** Does what a shard asks of this connection; false where it holds nothing of the kind. */
    boolean ask(FeedCommand command, long nowUs) {
        return switch (command) {
            case FeedCommand.Resync resync -> {
                books.ask(resync, nowUs);
                yield open;
            }
            case FeedCommand.Audit audit -> open && books.ask(audit);
            case FeedCommand.Resubscribe again -> open && hearing.renew(again, nowUs);
            case FeedCommand.Candles ignored -> false;
            case FeedCommand.Probe ignored -> {
                liveness.doubt();
                yield open;
            }
            case FeedCommand.Reconnect reconnect -> {
                boolean had = open;
                if (had) {
                    end("made anew: " + reconnect.why());
                }
                yield had;
            }
        };
    }

    boolean follows(String symbol) {
        return subscriptions.follows(symbol);
    }

    boolean hasRoom() {
        Profile profile = parts.adapter().profile();
        return subscriptions.size() + profile.channels().size() <= profile.streamsPerConnection();
    }

    boolean isOpen() {
        return open;
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    boolean isSimulated() {
        return simulated;
    }

    Hearing hearing() {
        return hearing;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    ConnectionBooks books() {
        return books;
    }

    ConnectionPace control() {
        return control;
    }

    long heardUs() {
        return liveness.heardUs();
    }

    /** Another connection is to take this one's place, for a reason told to operators, while this one is still up. */
    void wantSuccessor(String why) {
        successorWanted = open ? why : null;
        successorDueUs = 0;
    }

    /** The venue has announced that it will end this connection. */
    private void announced(String why) {
        if (successorWanted == null) {
            wantSuccessor(why);
            successorDueUs = succeeding ? sinceUs + YOUNG_US : 0;
        }
    }

    /** Why another connection is to take this one's place now; null if none is. */
    @Nullable
    String successorDue(long nowUs) {
        if (!open || isEmpty() || hearing.isShared()) {
            return null;
        }
        if (nowUs >= agedUs) {
            return "its age";
        }
        return nowUs >= successorDueUs ? successorWanted : null;
    }

    /** Does what is due. */
    void tick(long nowUs) {
        if (open) {
            tend(nowUs);
        } else if (socket != null) {
            if (nowUs - sinceUs >= parts.config().connectTimeout().toNanos() / 1_000) {
                end("no connection within " + parts.config().connectTimeout().toMillis() + " ms");
            }
        } else if (!isEmpty() && nowUs >= dueUs) {
            dial(nowUs);
        }
    }

    /** Asks for leave, and goes once it is written down. */
    private void dial(long nowUs) {
        leave = leave == null ? parts.ledger().connect(nowUs) : leave;
        Ticket.State state = leave == null ? Ticket.State.WAIT : leave.state(nowUs);
        if (state != Ticket.State.WAIT) {
            leave = null;
        }
        if (state == Ticket.State.GO) {
            sinceUs = nowUs;
            socket = VenueSocket.open(parts.dial(attempts), this);
        }
    }

    /** Ends the socket for good. */
    void stop() {
        if (open) {
            tap.closed(number, "by us", parts.clock().nowUs());
        }
        open = false;
        subscriptions.reset();
        books.interrupted();
        if (socket != null) {
            socket.drop();
            socket = null;
        }
    }

    @Override
    public void heard(long nowUs) {
        hearing.at(nowUs);
        if (open) {
            liveness.heard(nowUs);
        }
    }

    @Override
    public void opened(boolean fromSimulator) {
        long nowUs = parts.clock().nowUs();
        open = true;
        simulated = fromSimulator;
        malformed = 0;
        lastReason = "";
        successorWanted = null;
        agedUs = aged(nowUs);
        tap.opened(number, parts.url(), fromSimulator, nowUs);
        control = parts.ledger().connection();
        parts.ledger().answered(101, "", "", nowUs);
        liveness.opened(nowUs);
        backoff.opened(nowUs);
        LOG.atInfo()
                .addKeyValue("venue", venue)
                .addKeyValue("url", parts.url())
                .addKeyValue("simulated", simulated)
                .addKeyValue("streams", subscriptions.size())
                .log("connected");
        greet(nowUs);
    }

    /** An hour in a day before the venue ends it, or up to half an hour earlier: not when all others are. */
    private long aged(long nowUs) {
        long lifeUs = parts.config().life().toNanos() / 1_000;
        long earlyUs = lifeUs / 24;
        return lifeUs == 0
                ? Long.MAX_VALUE
                : nowUs + lifeUs - earlyUs - parts.random().nextLong(earlyUs / 2);
    }

    private void greet(long nowUs) {
        String greeting = parts.adapter().greeting();
        if (socket != null && !greeting.isEmpty()) {
            say(socket, greeting, nowUs);
            control.subscribed(nowUs);
        }
    }

    private void say(VenueSocket to, String text, long nowUs) {
        tap.sent(number, text, nowUs);
        to.text(text);
    }

    @Override
    public void frame(ByteBuf content) {
        parts.counters().add(FeedMetric.MESSAGES, 1);
        tap.received(number, content, hearing.recvUs());
        int length = content.readableBytes();
        byte[] bytes = scratch;
        int from = 0;
        if (content.hasArray()) {
            bytes = content.array();
            from = content.arrayOffset() + content.readerIndex();
        } else {
            if (length > scratch.length) {
                scratch = new byte[Math.min(VenueSocket.MAX_FRAME, Integer.highestOneBit(length) << 1)];
                bytes = scratch;
            }
            content.getBytes(content.readerIndex(), bytes, 0, length);
        }
        if (pong.length == 0 || length != pong.length || !Arrays.equals(bytes, from, from + length, pong, 0, length)) {
            decode(bytes, from, from + length);
        }
    }

    @Override
    public void ponged() {
        if (parts.adapter().profile().keepAlive() instanceof KeepAlive.Protocol) {
            control.signalled(parts.clock().nowUs());
        }
    }

    @Override
    public void ended(End end) {
        long nowUs = parts.clock().nowUs();
        boolean wasOpen = open;
        boolean worked = wasOpen && nowUs - sinceUs >= Backoff.HEALTHY_US;
        attempts += worked ? 0 : 1; // The next one begins at the address that worked.
        boolean successor = hearing.isSuccessor();
        if (wasOpen) {
            hearing.inherited().forEach(one -> tap.leaves(number, one.channel(), one.symbol(), nowUs));
            tap.closed(number, end.reason(), nowUs);
        }
        String reason = venue + ": " + end.reason();
        open = false;
        socket = null;
        dueUs = backoff.nextUs(nowUs);
        parts.ledger().answered(end.status(), end.retryAfter(), "", nowUs);
        if (end.code() == POLICY) {
            parts.ledger().scolded(nowUs);
        }
        parts.counters().add(wasOpen && !successor ? FeedMetric.RECONNECTS : FeedMetric.CONNECT_FAILURES, 1);
        parts.counters().add(FeedMetric.OVERSIZED, end.oversized() ? 1 : 0);
        hearing.lose(reason, nowUs);
        parts.trouble().accept(reason);
        if (wasOpen || !reason.equals(lastReason)) {
            lastReason = reason;
            LOG.atWarn()
                    .addKeyValue("venue", venue)
                    .addKeyValue("why", end.reason())
                    .addKeyValue("retry_ms", (dueUs - nowUs) / 1_000)
                    .log(successor ? "no second connection" : wasOpen ? "connection lost" : "cannot connect");
        }
    }

    private void tend(long nowUs) {
        if (isEmpty()) {
            stop(); // Venues cut connections that hold nothing.
            return;
        }
        switch (liveness.check(nowUs)) {
            case ALIVE -> {}
            case ASK -> ask();
            case DEAD -> {
                end("silent for " + (nowUs - liveness.heardUs()) / 1_000_000 + " s despite a ping");
                return;
            }
        }
        books.tick(nowUs);
        VenueSocket current = socket;
        if (current != null && control.ready(nowUs) && !parts.ledger().banned(nowUs)) {
            Request request = subscriptions.next(nowUs);
            if (request != null) {
                control.subscribed(nowUs);
                say(current, parts.adapter().message(request.at(nowUs)), nowUs);
            }
        }
    }

    private void ask() {
        VenueSocket current = socket;
        if (current == null) {
            return;
        }
        switch (parts.adapter().profile().keepAlive()) {
            case KeepAlive.Text text -> say(current, text.ping(), parts.clock().nowUs());
            case KeepAlive.Protocol protocol -> current.ping();
        }
        control.signalled(parts.clock().nowUs()); // A message as any other: the next one waits for its turn behind it.
    }

    private void decode(byte[] bytes, int from, int to) {
        try {
            decoder.stamp(hearing.recvUs(), simulated || parts.simulated().getAsBoolean());
            decoder.decode(bytes, from, to, hearing);
            malformed = 0;
        } catch (MalformedFrame e) {
            malformed(e, new String(bytes, from, Math.min(to - from, 120), StandardCharsets.UTF_8));
        }
    }

    private void malformed(MalformedFrame e, String sample) {
        parts.counters().add(FeedMetric.MALFORMED, 1);
        malformed++;
        if (hearing.mayLog()) {
            LOG.atWarn()
                    .addKeyValue("venue", venue)
                    .addKeyValue("why", e.getMessage())
                    .addKeyValue("frame", Reasons.shortened(sample))
                    .log("malformed frame");
        }
        if (malformed >= MALFORMED_IN_A_ROW) {
            end(malformed + " malformed frames in a row, the last: " + e.getMessage());
        }
    }

    /** Ends the socket, if there is one, and lets the next attempt wait as after any loss. */
    void end(String reason) {
        if (socket != null) {
            socket.drop();
        }
        ended(End.of(reason));
    }
}
