package io.quotewire.venue;

import io.quotewire.model.Channel;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Acknowledged;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.venue.Outlet.Flow;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameSink;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection hears from its venue, and what becomes of it: news for the engine, answers for the subscriptions.
 *
 * <p>While another connection is to take this one's place, a {@link Succession} says which of the two speaks.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Hearing implements FrameSink {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
    private static final long LOG_EVERY_US = 1_000_000;

    private final FeedParts parts;
    private final String venue;
    private final Subscriptions subscriptions;
    private final ConnectionBooks books;
    private final Consumer<String> ending;
    private @Nullable Succession succession;
    private long recvUs;
    private long loggedUs;

    /** @param ending told what the venue says when it announces that it will close the connection */
    Hearing(FeedParts parts, Consumer<String> ending) {
        this.parts = parts;
        this.venue = parts.adapter().profile().venue();
        this.subscriptions = new Subscriptions(parts.adapter().profile(), parts.random());
        this.books = new ConnectionBooks(parts, subscriptions);
        this.ending = ending;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    ConnectionBooks books() {
        return books;
    }

    /** From now on another connection has a say in what this one may say; null for none. */
    void share(@Nullable Succession with) {
        succession = with;
    }

    boolean isShared() {
        return succession != null;
    }

    /** Whether it is to take another's place. */
    boolean isSuccessor() {
        return succession != null && succession.fresh().hearing() == this;
    }

    /** When the bytes came whose content is told next. */
    void at(long nowUs) {
        recvUs = nowUs;
    }

    long recvUs() {
        return recvUs;
    }

    /** What a venue sends may come thousands of times a second: it is counted, and a line a second tells of it. */
    boolean mayLog() {
        boolean due = recvUs - loggedUs >= LOG_EVERY_US;
        loggedUs = due ? recvUs : loggedUs;
        return due;
    }

    /** Begins a subscription anew, if it is this connection's to do so. */
    boolean renew(FeedCommand.Resubscribe again, long nowUs) {
        String symbol = parts.adapter().symbol(again.listing().instrument());
        boolean mine = succession == null || succession.isTurnOf(this, again.listing(), again.channel());
        boolean renewed = mine && subscriptions.renew(symbol, again.channel());
        if (renewed && again.channel() == Channel.BOOK) {
            books.renewed(again.listing(), again.why(), nowUs);
        }
        return renewed;
    }

    /** What goes on without it if it ends now. */
    Collection<Subscriptions.Standing> inherited() {
        return succession == null ? List.of() : succession.inherited(this);
    }

    /** All that it spoke for is lost; where it shared its place, the other one goes on. */
    void lose(String reason, long nowUs) {
        Succession shared = succession;
        Collection<Listing> lost = shared == null ? subscriptions.listings().values() : shared.ended(this);
        lost.forEach(listing -> parts.outlet().lost(listing, nowUs, reason));
        if (shared != null) {
            shared.inherit(Set.copyOf(lost), nowUs);
        }
        subscriptions.reset();
        books.interrupted();
    }

    @Override
    public void event(MarketEvent event) {
        Channel channel = event instanceof Ticker ? Channel.TICKER : Channel.QUOTE;
        if (succession != null && !succession.admits(this, channel, event)) {
            return;
        }
        Flow flow = parts.outlet().flow(event.listing());
        long tsUs = event instanceof Ticker ticker ? ticker.tsUs() : ((MarketEvent.Quote) event).tsUs();
        hear(flow, channel, event.listing());
        parts.lag().add(tsUs, event.recvUs());
        parts.outlet().event(flow, event);
    }

    @Override
    public void trade(MarketEvent.Trade trade, long merged) {
        if (succession != null && !succession.admits(this, trade, merged)) {
            return;
        }
        Flow flow = parts.outlet().flow(trade.listing());
        hear(flow, Channel.TRADES, trade.listing());
        parts.lag().add(trade.tsUs(), trade.recvUs());
        parts.outlet().trade(flow, trade, merged);
    }

    @Override
    public void book(BookMessage message) {
        if (succession != null && !succession.admits(this, message)) {
            return;
        }
        Flow flow = parts.outlet().flow(message.listing());
        hear(flow, Channel.BOOK, message.listing());
        parts.lag().add(message.tsUs(), message.recvUs());
        books.on(message);
    }

    @Override
    public void numbered(long number) {
        if (books.numbered(number, recvUs) && succession != null) {
            succession.skipped(this);
        }
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
        if (succession != null && !succession.isTurnOf(this, listing, channel)) {
            return;
        }
        parts.outlet().aside(new Acknowledged(listing, channel, recvUs));
        if (channel == Channel.BOOK) {
            books.expect(listing);
        }
    }

    @Override
    public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {
        String text = venue + " refused: " + Reasons.shortened(reason);
        if (parts.ledger().refused(reason, recvUs)) {
            subscriptions.postpone(requestId, channel, symbol, parts.ledger().bannedUntilUs());
            tell(text, requestId, "asked too much");
            return;
        }
        Listing named = symbol == null ? null : subscriptions.listings().get(symbol);
        List<Listing> gone = channel == null || symbol == null
                ? subscriptions.refused(requestId, text, recvUs)
                : subscriptions.refused(channel, symbol, text, recvUs) && named != null ? List.of(named) : List.of();
        gone.stream()
                .filter(listing -> succession == null || succession.speaksFor(this, listing))
                .forEach(listing -> parts.outlet().lost(listing, recvUs, text));
        parts.counters().add(FeedMetric.REFUSED_SUBSCRIPTIONS, 1);
        tell(text, requestId, "subscription refused");
    }

    private void tell(String text, long requestId, String what) {
        parts.trouble().accept(text);
        if (mayLog()) {
            LOG.atWarn()
                    .addKeyValue("venue", venue)
                    .addKeyValue("why", text)
                    .addKeyValue("request", requestId)
                    .log(what);
        }
    }

    @Override
    public void notice(String text, boolean closing) {
        String plain = Reasons.shortened(text);
        parts.trouble().accept(venue + " says: " + plain);
        if (closing) {
            ending.accept(plain);
        }
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

    /** The first data of a subscription is as good as the venue's answer. */
    private void hear(Flow flow, Channel channel, Listing listing) {
        if (!flow.heard.contains(channel)
                && subscriptions.confirmed(channel, parts.adapter().symbol(listing.instrument()))) {
            flow.heard.add(channel);
        }
    }
}
