package io.quotewire.venue;

import io.netty.buffer.ByteBuf;
import io.quotewire.model.Channel;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Acknowledged;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.venue.Outlet.Flow;
import io.quotewire.venue.Profile.KeepAlive;
import io.quotewire.venue.VenueSocket.End;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.frame.Symbols;
import io.quotewire.venue.limit.ConnectionPace;
import io.quotewire.venue.limit.Ticket;
import io.quotewire.venue.pace.Backoff;
import io.quotewire.venue.pace.Liveness;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One place at a venue: a socket, or the wait for the next one, and the subscriptions that it holds.
 *
 * <p><b>Threads:</b> the feed's event loop. {@link #tick} is called often; everything that is due happens there.
 */
final class Connection implements FrameSink, VenueSocket.Listener {
    /** So many malformed frames in a row, and the connection is taken to be broken. */
    static final int MALFORMED_IN_A_ROW = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long LOG_EVERY_US = 1_000_000;
    private static final int SCRATCH = 64 << 10;

    /** With which venues close on a client that says too much. */
    private static final int POLICY = 1008;

    private final FeedParts parts;
    private final String venue;
    private final Subscriptions subscriptions;
    private final ConnectionBooks books;
    private final FrameDecoder decoder;
    private final Backoff backoff;
    private final Liveness liveness;
    private final byte[] pong;
    private ConnectionPace control;
    private byte[] scratch = new byte[SCRATCH];
    private @Nullable VenueSocket socket;
    private @Nullable Ticket leave;
    private boolean open;
    private boolean simulated;
    private long sinceUs;
    private long dueUs;
    private long recvUs;
    private long loggedUs;
    private int malformed;
    private int attempts;
    private String lastReason = "";

    Connection(FeedParts parts) {
        this.parts = parts;
        Profile profile = parts.adapter().profile();
        this.venue = profile.venue();
        this.subscriptions = new Subscriptions(profile, parts.random());
        this.books = new ConnectionBooks(parts, subscriptions);
        this.decoder = new FrameDecoder(parts.adapter(), new Symbols(subscriptions.listings()));
        decoder.inform(parts.infos());
        this.control = parts.ledger().connection();
        this.backoff = new Backoff(parts.random());
        FeedConfig config = parts.config();
        this.liveness =
                new Liveness(config.quiet().toNanos() / 1_000, config.patience().toNanos() / 1_000);
        this.pong = profile.keepAlive() instanceof KeepAlive.Text text
                ? text.pong().getBytes(StandardCharsets.US_ASCII)
                : new byte[0];
    }

    void add(ListingInfo info, Set<Channel> channels) {
        subscriptions.add(info.listing(), info.symbol(), channels);
        decoder.follow(new Symbols(subscriptions.listings()));
    }

    void remove(ListingInfo info, Set<Channel> channels) {
        subscriptions.remove(info.symbol(), channels);
        decoder.follow(new Symbols(subscriptions.listings()));
        if (channels.contains(Channel.BOOK)) {
            books.remove(info.listing());
        }
    }

    /** Does what a shard asks of this connection; false where it holds nothing of the kind. */
    boolean ask(FeedCommand command, long nowUs) {
        return switch (command) {
            case FeedCommand.Resync resync -> {
                books.ask(resync, nowUs);
                yield open;
            }
            case FeedCommand.Audit audit -> open && books.ask(audit);
            case FeedCommand.Resubscribe again -> renew(again, nowUs);
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

    private boolean renew(FeedCommand.Resubscribe again, long nowUs) {
        String symbol = parts.adapter().symbol(again.listing().instrument());
        boolean renewed = open && subscriptions.renew(symbol, again.channel());
        if (renewed && again.channel() == Channel.BOOK) {
            books.renewed(again.listing(), again.why(), nowUs);
        }
        return renewed;
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
            socket = VenueSocket.open(parts.dial(attempts++), this);
        }
    }

    /** Ends the socket for good. */
    void stop() {
        open = false;
        if (socket != null) {
            socket.drop();
            socket = null;
        }
    }

    @Override
    public void heard(long nowUs) {
        recvUs = nowUs;
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
        control = parts.ledger().connection();
        parts.ledger().answered(101, "", "", nowUs);
        liveness.heard(nowUs);
        backoff.opened(nowUs);
        LOG.atInfo()
                .addKeyValue("venue", venue)
                .addKeyValue("url", parts.url())
                .addKeyValue("simulated", simulated)
                .addKeyValue("streams", subscriptions.size())
                .log("connected");
        greet(nowUs);
    }

    private void greet(long nowUs) {
        String greeting = parts.adapter().greeting();
        if (socket != null && !greeting.isEmpty()) {
            socket.text(greeting);
            control.subscribed(nowUs);
        }
    }

    @Override
    public void frame(ByteBuf content) {
        parts.counters().add(FeedMetric.MESSAGES, 1);
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
        countControl();
    }

    @Override
    public void ended(End end) {
        long nowUs = parts.clock().nowUs();
        boolean wasOpen = open;
        String reason = venue + ": " + end.reason();
        open = false;
        socket = null;
        dueUs = backoff.nextUs(nowUs);
        parts.ledger().answered(end.status(), end.retryAfter(), "", nowUs);
        if (end.code() == POLICY) {
            parts.ledger().scolded(nowUs);
        }
        parts.counters().add(wasOpen ? FeedMetric.RECONNECTS : FeedMetric.CONNECT_FAILURES, 1);
        parts.counters().add(FeedMetric.OVERSIZED, end.oversized() ? 1 : 0);
        subscriptions.listings().values().forEach(listing -> parts.outlet().lost(listing, nowUs, reason));
        subscriptions.reset();
        books.interrupted();
        parts.trouble().accept(reason);
        if (wasOpen || !reason.equals(lastReason)) {
            lastReason = reason;
            LOG.atWarn()
                    .addKeyValue("venue", venue)
                    .addKeyValue("why", end.reason())
                    .addKeyValue("retry_ms", (dueUs - nowUs) / 1_000)
                    .log(wasOpen ? "connection lost" : "cannot connect");
        }
    }

    @Override
    public void event(MarketEvent event) {
        Flow flow = parts.outlet().flow(event.listing());
        long tsUs = event instanceof Ticker ticker ? ticker.tsUs() : ((MarketEvent.Quote) event).tsUs();
        hear(flow, event instanceof Ticker ? Channel.TICKER : Channel.QUOTE, event.listing());
        parts.lag().add(tsUs, event.recvUs());
        parts.outlet().event(flow, event);
    }

    @Override
    public void trade(MarketEvent.Trade trade, long merged) {
        Flow flow = parts.outlet().flow(trade.listing());
        hear(flow, Channel.TRADES, trade.listing());
        parts.lag().add(trade.tsUs(), trade.recvUs());
        parts.outlet().trade(flow, trade, merged);
    }

    @Override
    public void book(BookMessage message) {
        Flow flow = parts.outlet().flow(message.listing());
        hear(flow, Channel.BOOK, message.listing());
        parts.lag().add(message.tsUs(), message.recvUs());
        books.on(message);
    }

    @Override
    public void numbered(long number) {
        books.numbered(number, recvUs);
    }

    @Override
    public void acknowledged(Channel channel, String symbol, boolean subscribed) {
        if (subscribed) {
            subscriptions.confirmed(channel, symbol);
            Listing listing = subscriptions.listings().get(symbol);
            if (listing != null) {
                acknowledged(listing, channel);
            }
        }
    }

    @Override
    public void acknowledged(long requestId) {
        subscriptions.confirmed(requestId, this::acknowledged);
    }

    private void acknowledged(Listing listing, Channel channel) {
        parts.outlet().aside(new Acknowledged(listing, channel, recvUs));
        if (channel == Channel.BOOK) {
            books.expect(listing);
        }
    }

    @Override
    public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {
        String text = venue + " refused: " + Reasons.shortened(reason);
        Listing named = symbol == null ? null : subscriptions.listings().get(symbol);
        List<Listing> gone = channel == null || symbol == null
                ? subscriptions.refused(requestId, text, recvUs)
                : subscriptions.refused(channel, symbol, text, recvUs) && named != null ? List.of(named) : List.of();
        gone.forEach(listing -> parts.outlet().lost(listing, recvUs, text));
        parts.counters().add(FeedMetric.REFUSED_SUBSCRIPTIONS, 1);
        parts.trouble().accept(text);
        if (mayLog()) {
            LOG.atWarn()
                    .addKeyValue("venue", venue)
                    .addKeyValue("why", Reasons.shortened(reason))
                    .addKeyValue("request", requestId)
                    .log("subscription refused");
        }
    }

    @Override
    public void notice(String text, boolean closing) {
        String plain = Reasons.shortened(text);
        parts.trouble().accept(venue + " says: " + plain);
        if (mayLog()) {
            LOG.atInfo()
                    .addKeyValue("venue", venue)
                    .addKeyValue("text", plain)
                    .addKeyValue("closing", closing)
                    .log("notice from the venue");
        }
    }

    @Override
    public void unknown(String what) {
        parts.counters().add(FeedMetric.UNKNOWN, 1);
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
        if (current != null && control.ready(nowUs)) {
            Request request = subscriptions.next(nowUs);
            if (request != null) {
                control.subscribed(nowUs);
                current.text(parts.adapter().message(request.at(nowUs)));
            }
        }
    }

    private void ask() {
        VenueSocket current = socket;
        if (current == null) {
            return;
        }
        switch (parts.adapter().profile().keepAlive()) {
            case KeepAlive.Text text -> current.text(text.ping());
            case KeepAlive.Protocol protocol -> {
                current.ping();
                countControl();
            }
        }
    }

    /** Where pings and pongs are part of the pace, the next message waits for its turn behind them. */
    private void countControl() {
        if (parts.adapter().profile().keepAlive() instanceof KeepAlive.Protocol) {
            control.signalled(parts.clock().nowUs());
        }
    }

    private void decode(byte[] bytes, int from, int to) {
        try {
            decoder.stamp(recvUs, simulated || parts.simulated().getAsBoolean());
            decoder.decode(bytes, from, to, this);
            malformed = 0;
        } catch (MalformedFrame e) {
            malformed(e, new String(bytes, from, Math.min(to - from, 120), StandardCharsets.UTF_8));
        }
    }

    private void malformed(MalformedFrame e, String sample) {
        parts.counters().add(FeedMetric.MALFORMED, 1);
        malformed++;
        if (mayLog()) {
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

    /** What a venue sends may come thousands of times a second: it is counted, and a line a second tells of it. */
    private boolean mayLog() {
        boolean due = recvUs - loggedUs >= LOG_EVERY_US;
        loggedUs = due ? recvUs : loggedUs;
        return due;
    }

    /** The first data of a subscription is as good as the venue's answer. */
    private void hear(Flow flow, Channel channel, Listing listing) {
        if (flow.heard.add(channel)) {
            subscriptions.confirmed(channel, parts.adapter().symbol(listing.instrument()));
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
