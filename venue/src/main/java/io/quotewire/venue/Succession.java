package io.quotewire.venue;

import io.quotewire.model.Channel;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.venue.Subscriptions.Standing;
import io.quotewire.venue.book.BookSync;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.handover.WaitingBook;
import io.quotewire.venue.handover.WaitingTrades;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One connection takes another's place while both are up, channel by channel of each listing: each is spoken for by exactly
 * one of the two, first by the old one, and from the moment at which both are at the same point by the new one.
 *
 * <p>A quote and a ticker change hands with the first one that is not older than what the old one said; trades and books
 * where their numbers meet. A channel in which nothing happens changes hands after {@link #OVERLAP_US}, and one where the two
 * do not meet after {@link #PATIENCE_US}: a hole is then seen in the numbers, and told.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Succession {
    /** For so long both must have been up before silence counts: more than a frame may lag behind on one of them. */
    static final long OVERLAP_US = 3_000_000;

    /** How long the two may take to meet. */
    static final long PATIENCE_US = 10_000_000;

    /** How long the whole may take, subscribing included. */
    static final long LONGEST_US = 600_000_000;

    private final FeedParts parts;
    private final Connection old;
    private final Connection fresh;
    private final long sinceUs;
    private final Map<Listing, Map<Channel, Turn>> turns = new HashMap<>();
    private State state = State.UNDER_WAY;

    /** How it stands. */
    enum State {
        UNDER_WAY,
        /** The new connection speaks for everything; the old one is of no use any more. */
        DONE,
        /** The old connection has ended, and the new one speaks for what it has got so far. */
        OLD_ENDED,
        /** The new connection has ended; the old one speaks for everything again. */
        FRESH_ENDED
    }

    /** Whose turn it is in one channel of one listing. */
    private static final class Turn {
        final WaitingTrades trades = new WaitingTrades();
        final WaitingBook book = new WaitingBook();

        /** Whether the new connection speaks. */
        boolean passed;

        /** Sequence or venue time of the last that the old connection said since both are up. */
        long toldAt;

        /** Since when the new connection has the channel; 0 before. */
        long sinceUs;

        /** More came than could be kept. */
        boolean spilt;
    }

    Succession(FeedParts parts, Connection old, Connection fresh, long nowUs) {
        this.parts = parts;
        this.old = old;
        this.fresh = fresh;
        this.sinceUs = nowUs;
        old.hearing().share(this);
        fresh.hearing().share(this);
    }

    State state() {
        return state;
    }

    Connection old() {
        return old;
    }

    Connection fresh() {
        return fresh;
    }

    /** Whether {@code speaker} is the one that speaks for the channel. */
    boolean isTurnOf(Hearing speaker, Listing listing, Channel channel) {
        Map<Channel, Turn> channels = turns.get(listing);
        Turn turn = channels == null ? null : channels.get(channel);
        return (speaker == fresh.hearing()) == (turn != null && turn.passed);
    }

    /** Whether a quote or ticker that {@code speaker} has heard is to go on. */
    boolean admits(Hearing speaker, Channel channel, MarketEvent event) {
        Turn turn = turn(event.listing(), channel);
        long at = at(event);
        if (speaker == old.hearing()) {
            turn.toldAt = turn.passed ? turn.toldAt : Math.max(turn.toldAt, at);
            return !turn.passed;
        }
        heard(turn, event.listing(), channel, event.recvUs());
        turn.passed |= at >= turn.toldAt;
        return turn.passed;
    }

    /** Likewise a trade; what is not to go on yet is kept. */
    boolean admits(Hearing speaker, Trade trade, long merged) {
        Turn turn = turn(trade.listing(), Channel.TRADES);
        if (speaker == old.hearing() || turn.passed) {
            return (speaker == old.hearing()) != turn.passed;
        }
        heard(turn, trade.listing(), Channel.TRADES, trade.recvUs());
        turn.spilt |= !turn.trades.offer(trade, merged);
        return false;
    }

    /** Likewise news of a book. */
    boolean admits(Hearing speaker, BookMessage message) {
        Turn turn = turn(message.listing(), Channel.BOOK);
        if (speaker == old.hearing()) {
            turn.toldAt = Math.max(turn.toldAt, message.tsUs());
            return !turn.passed;
        }
        if (turn.passed) {
            return true;
        }
        heard(turn, message.listing(), Channel.BOOK, message.recvUs());
        turn.spilt |= !turn.book.offer(message);
        return false;
    }

    /** Frames of {@code which} were lost: what the new connection has heard of books says nothing any more. */
    void skipped(Hearing which) {
        if (which == old.hearing()) {
            return;
        }
        turns.values().forEach(channels -> {
            Turn book = channels.get(Channel.BOOK);
            if (book != null && !book.passed) {
                book.book.take();
            }
        });
    }

    /** Lets change hands what can; ends when everything has. */
    void tick(long nowUs) {
        if (state != State.UNDER_WAY || !fresh.isOpen()) {
            return;
        }
        boolean all = true;
        for (Standing one : fresh.subscriptions().standings()) {
            all &= one.refused() || (one.confirmed() && passes(one, nowUs));
        }
        if (all) {
            finish(State.DONE);
            refusedOnly().forEach(one -> parts.outlet().lost(one, nowUs, "refused to a new connection"));
        } else if (nowUs - sinceUs >= LONGEST_US) {
            fresh.end("not all could change hands");
        }
    }

    /**
     * One of the two has ended by itself, and the other will have to speak for everything.
     *
     * @return the listings that are lost with it
     */
    Set<Listing> ended(Hearing which) {
        Set<Listing> lost = new HashSet<>();
        for (Standing one : which.subscriptions().standings()) {
            if (isTurnOf(which, one.listing(), one.channel())) {
                lost.add(one.listing());
            }
        }
        finish(which == old.hearing() ? State.OLD_ENDED : State.FRESH_ENDED);
        return lost;
    }

    /** The other one does so, once it was said what is {@code lost}. */
    void inherit(Set<Listing> lost, long nowUs) {
        Connection heir = state == State.OLD_ENDED ? fresh : old;
        for (Standing one : heir.subscriptions().standings()) {
            Turn turn = turn(one.listing(), one.channel());
            boolean had = turn.passed == (heir == fresh);
            if (!had && heir == fresh) {
                force(one, turn, nowUs);
            } else if (one.channel() == Channel.BOOK && lost.contains(one.listing())) {
                heir.books().find(one.listing());
            }
            if (!had && one.confirmed()) {
                heir.hearing().acknowledged(one.channel(), one.symbol(), true);
            }
        }
    }

    private void finish(State end) {
        state = end;
        old.hearing().share(null);
        fresh.hearing().share(null);
    }

    private boolean passes(Standing one, long nowUs) {
        Turn turn = turn(one.listing(), one.channel());
        if (turn.passed) {
            return true;
        }
        heard(turn, one.listing(), one.channel(), nowUs);
        long waitedUs = nowUs - turn.sinceUs;
        boolean late = turn.spilt || waitedUs >= PATIENCE_US;
        switch (one.channel()) {
            case QUOTE, TICKER -> turn.passed = waitedUs >= OVERLAP_US;
            case TRADES -> trades(one, turn, waitedUs >= OVERLAP_US, late);
            case BOOK -> book(one, turn, waitedUs >= OVERLAP_US, late, nowUs);
        }
        return turn.passed;
    }

    private void trades(Standing one, Turn turn, boolean overlapped, boolean late) {
        Predicate<WaitingTrades.Heard> follows = heard -> parts.outlet().follows(heard.trade(), heard.merged());
        boolean meet = turn.trades.isEmpty() ? overlapped : turn.trades.meet(follows);
        if (meet || late) {
            if (!meet) {
                parts.outlet().doubt(one.listing());
            }
            pass(turn);
        }
    }

    private void book(Standing one, Turn turn, boolean overlapped, boolean late, long nowUs) {
        BookSync thread = old.books().thread(one.listing());
        if (thread == null || !thread.isSynced()) {
            anew(one, turn, nowUs);
        } else if (turn.book.continues(thread) || (turn.book.isEmpty() && overlapped && !turn.spilt)) {
            spinOn(one, turn, thread);
        } else if (turn.book.replaces(turn.toldAt) || late) {
            anew(one, turn, nowUs);
        }
    }

    private void spinOn(Standing one, Turn turn, BookSync thread) {
        turn.passed = true;
        fresh.books().join(old.books(), one.listing());
        turn.book.takeAfter(thread.last()).forEach(fresh.books()::on);
    }

    /** The new connection finds the book by itself; until it has, the old one's is lost, unless a state is there. */
    private void anew(Standing one, Turn turn, long nowUs) {
        turn.passed = true;
        if (!turn.book.isWhole()) {
            BookSync thread = old.books().thread(one.listing());
            if (thread != null) {
                thread.lose("not found again on a new connection", one.listing(), nowUs);
            }
            fresh.books().find(one.listing());
        }
        old.books().remove(one.listing());
        turn.book.take().forEach(fresh.books()::on);
    }

    private void force(Standing one, Turn turn, long nowUs) {
        switch (one.channel()) {
            case QUOTE, TICKER -> turn.passed = true;
            case TRADES -> pass(turn);
            case BOOK -> anew(one, turn, nowUs);
        }
    }

    private void pass(Turn turn) {
        turn.passed = true;
        turn.trades.take().forEach(heard -> fresh.hearing().trade(heard.trade(), heard.merged()));
    }

    /** The first data of a subscription is as good as the venue's answer. */
    private void heard(Turn turn, Listing listing, Channel channel, long nowUs) {
        if (turn.sinceUs == 0) {
            turn.sinceUs = nowUs;
            fresh.subscriptions().confirmed(channel, parts.adapter().symbol(listing.instrument()));
        }
    }

    private List<Listing> refusedOnly() {
        Set<Listing> held = new HashSet<>();
        List<Standing> all = fresh.subscriptions().standings();
        all.stream().filter(one -> !one.refused()).forEach(one -> held.add(one.listing()));
        return all.stream()
                .map(Standing::listing)
                .filter(listing -> !held.contains(listing))
                .distinct()
                .toList();
    }

    private Turn turn(Listing listing, Channel channel) {
        return turns.computeIfAbsent(listing, any -> new EnumMap<>(Channel.class))
                .computeIfAbsent(channel, any -> new Turn());
    }

    private static long at(MarketEvent event) {
        return switch (event) {
            case Quote quote when quote.sequence() > 0 -> quote.sequence();
            case Quote quote -> quote.tsUs();
            case Ticker ticker -> ticker.tsUs();
            default -> 0;
        };
    }
}
