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

/**
 * One connection takes another's place while both are up, channel by channel of each listing: each is spoken for by exactly
 * one of the two, first by the old one, and from the moment at which both are at the same point by the new one.
 *
 * <p>A quote and a ticker change hands with the first one that is not older than what the old one said; trades and books
 * where their numbers meet, a book without numbers with a state that is not behind. What the new one has heard and cannot
 * join at once is waited for: after {@link #OVERLAP_US} the old one falls silent where that is enough to meet, and after
 * {@link #PATIENCE_US} they need not meet: a hole is then seen in the numbers, and told. A channel of which neither has said
 * anything for {@link #OVERLAP_US} changes hands too; one of which only the old one speaks does not, and after {@link
 * #LONGEST_US} the whole is given up.
 *
 * <p>Whichever of the two ends by itself, the other goes on with all that it has, and what it has not is lost.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Succession {
    /** Longer than a frame may lag behind on one of the two. */
    static final long OVERLAP_US = 3_000_000;

    /** How long the two may take to meet. */
    static final long PATIENCE_US = 10_000_000;

    /** How long the whole may take from when the new connection is up, subscribing included. */
    static final long LONGEST_US = 120_000_000;

    private final FeedParts parts;
    private final Connection old;
    private final Connection fresh;
    private final Map<Listing, Map<Channel, Turn>> turns = new HashMap<>();
    private State state = State.UNDER_WAY;
    private long bothUs;

    /** How it stands. */
    enum State {
        UNDER_WAY,
        /** The new connection speaks for everything; the old one is of no use any more. */
        DONE,
        /** The old connection has ended, and the new one speaks for all that it has. */
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

        /** Whether the old one does not any more, so that the new one can catch up. */
        boolean frozen;

        /** Sequence or venue time of the last that the old connection said since the begin. */
        long toldAt;

        /** When that was; 0 for not at all. */
        long toldUs;

        /** Since when the new connection has the channel; 0 before. */
        long sinceUs;

        /** Whether it has said anything of it. */
        boolean spoken;

        /** More came than could be kept. */
        boolean spilt;

        /** For how long nobody has said anything. */
        long quietUs(long nowUs) {
            return spoken ? 0 : nowUs - Math.max(sinceUs, toldUs);
        }

        void told(long at, long nowUs) {
            toldAt = Math.max(toldAt, at);
            toldUs = nowUs;
        }
    }

    Succession(FeedParts parts, Connection old, Connection fresh) {
        this.parts = parts;
        this.old = old;
        this.fresh = fresh;
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

    /** Whether it does so for any channel of the listing. */
    boolean speaksFor(Hearing speaker, Listing listing) {
        return parts.adapter().profile().channels().stream().anyMatch(channel -> isTurnOf(speaker, listing, channel));
    }

    /** Whether a quote or ticker that {@code speaker} has heard is to go on. */
    boolean admits(Hearing speaker, Channel channel, MarketEvent event) {
        Turn turn = turn(event.listing(), channel);
        if (speaker == old.hearing()) {
            return oldSays(turn, at(event), event.recvUs());
        }
        if (!turn.passed) {
            heard(turn, event.listing(), channel, event.recvUs());
            turn.passed = at(event) >= turn.toldAt;
        }
        return turn.passed;
    }

    /** Likewise a trade; what is not to go on yet is kept. */
    boolean admits(Hearing speaker, Trade trade, long merged) {
        Turn turn = turn(trade.listing(), Channel.TRADES);
        if (speaker == old.hearing()) {
            return oldSays(turn, 0, trade.recvUs());
        }
        if (!turn.passed) {
            heard(turn, trade.listing(), Channel.TRADES, trade.recvUs());
            turn.spilt |= !turn.trades.offer(trade, merged);
        }
        return turn.passed;
    }

    /** Likewise news of a book. */
    boolean admits(Hearing speaker, BookMessage message) {
        Turn turn = turn(message.listing(), Channel.BOOK);
        if (speaker == old.hearing()) {
            return oldSays(turn, message.tsUs(), message.recvUs());
        }
        if (!turn.passed) {
            heard(turn, message.listing(), Channel.BOOK, message.recvUs());
            turn.spilt |= !turn.book.offer(message);
        }
        return turn.passed;
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

    /** Nobody wants the channel any more; who wants it again begins anew. */
    void forget(Listing listing, Channel channel) {
        Map<Channel, Turn> channels = turns.get(listing);
        if (channels != null) {
            channels.remove(channel);
        }
    }

    /** Lets change hands what can; ends when everything has that the old connection had. */
    void tick(long nowUs) {
        if (state != State.UNDER_WAY) {
            return;
        }
        if (fresh.isEmpty()) {
            finish(State.DONE);
            return;
        }
        if (!fresh.isOpen()) {
            return;
        }
        bothUs = bothUs == 0 ? nowUs : bothUs;
        boolean all = true;
        for (Standing one : fresh.subscriptions().standings()) {
            boolean had = old.subscriptions().isConfirmed(one.symbol(), one.channel());
            boolean passed = one.confirmed() && passes(one, had, nowUs);
            all &= passed || !had;
        }
        if (all) {
            finish(State.DONE);
        } else if (nowUs - bothUs >= LONGEST_US) {
            fresh.end("not all could change hands");
        }
    }

    /** What the other one goes on with if {@code which} ends now. */
    List<Standing> inherited(Hearing which) {
        Connection heir = other(which);
        return which.subscriptions().standings().stream()
                .filter(one -> has(heir, one))
                .toList();
    }

    private Connection other(Hearing which) {
        return which == old.hearing() ? fresh : old;
    }

    private static boolean has(Connection heir, Standing one) {
        return heir.isOpen() && heir.subscriptions().isConfirmed(one.symbol(), one.channel());
    }

    /**
     * One of the two has ended by itself, and the other will have to speak for everything.
     *
     * @return the listings that are lost with it: those of which the other has not all
     */
    Set<Listing> ended(Hearing which) {
        Connection heir = other(which);
        Set<Listing> lost = new HashSet<>();
        for (Standing one : which.subscriptions().standings()) {
            if (!has(heir, one) && isTurnOf(which, one.listing(), one.channel())) {
                lost.add(one.listing());
            }
        }
        finish(heir == fresh ? State.OLD_ENDED : State.FRESH_ENDED);
        return lost;
    }

    /** The other one does so, once it was said what is {@code lost}; before the one that ended forgets its books. */
    void inherit(Set<Listing> lost, long nowUs) {
        Connection heir = state == State.OLD_ENDED ? fresh : old;
        for (Standing one : heir.subscriptions().standings()) {
            Turn turn = turn(one.listing(), one.channel());
            boolean gone = lost.contains(one.listing());
            boolean had = turn.passed == (heir == fresh);
            if (gone && one.channel() == Channel.BOOK) {
                heir.books().find(one.listing());
            } else if (!had && heir == fresh) {
                force(one, turn, nowUs);
            } else if (!had) {
                takeBack(one);
            } else if (heir == old && turn.frozen && one.channel() == Channel.BOOK) {
                loseThread(one, "what changed while a new connection caught up is missing", nowUs);
            }
            if (one.confirmed() && (gone || !had)) {
                heir.hearing().acknowledged(one.channel(), one.symbol(), true);
            }
        }
    }

    private void finish(State end) {
        state = end;
        old.hearing().share(null);
        fresh.hearing().share(null);
    }

    private boolean oldSays(Turn turn, long at, long nowUs) {
        if (turn.passed || turn.frozen) {
            return false;
        }
        turn.told(at, nowUs);
        return true;
    }

    private boolean passes(Standing one, boolean had, long nowUs) {
        Turn turn = turn(one.listing(), one.channel());
        if (turn.passed) {
            return true;
        }
        turn.sinceUs = turn.sinceUs == 0 ? nowUs : turn.sinceUs;
        if (!had || turn.quietUs(nowUs) >= OVERLAP_US) {
            silently(one, turn, nowUs);
        } else if (turn.spoken) {
            speaking(one, turn, nowUs);
        }
        return turn.passed;
    }

    /** Nobody has said anything for a while, or the old one has not even got it. */
    private void silently(Standing one, Turn turn, long nowUs) {
        switch (one.channel()) {
            case QUOTE, TICKER -> turn.passed = true;
            case TRADES -> {
                if (turn.toldUs >= turn.sinceUs) {
                    parts.outlet().doubt(one.listing());
                }
                pass(turn);
            }
            case BOOK -> book(one, turn, true, nowUs);
        }
    }

    private void speaking(Standing one, Turn turn, long nowUs) {
        long waitedUs = nowUs - turn.sinceUs;
        boolean late = turn.spilt || waitedUs >= PATIENCE_US;
        switch (one.channel()) {
            case QUOTE, TICKER -> {
                turn.frozen |= waitedUs >= OVERLAP_US;
                turn.passed = late;
            }
            case TRADES -> trades(one, turn, late);
            case BOOK -> {
                turn.frozen |= waitedUs >= OVERLAP_US && turn.book.isWhole() && !turn.book.isNumbered();
                book(one, turn, late, nowUs);
            }
        }
    }

    private void trades(Standing one, Turn turn, boolean late) {
        boolean meet = turn.trades.meet(heard -> parts.outlet().follows(heard.trade(), heard.merged()));
        if (!meet && late) {
            parts.outlet().doubt(one.listing());
        }
        if (meet || late) {
            pass(turn);
        }
    }

    private void book(Standing one, Turn turn, boolean late, long nowUs) {
        BookSync thread = old.books().thread(one.listing());
        boolean threaded = thread != null && thread.isSynced();
        if (thread != null && joins(turn, thread, late)) {
            turn.passed = true;
            fresh.books().join(old.books(), one.listing());
            turn.book.takeAfter(thread.last()).forEach(fresh.books()::on);
        } else if (late || turn.book.replaces(threaded ? turn.toldAt : 0)) {
            anew(one, turn, nowUs);
        }
    }

    private static boolean joins(Turn turn, BookSync thread, boolean late) {
        boolean silent = turn.book.isEmpty() && !turn.spilt;
        return thread.isSynced() && (silent ? late : turn.book.continues(thread));
    }

    /** The new connection finds the book by itself; until it has, the old one's is lost, unless a state is there. */
    private void anew(Standing one, Turn turn, long nowUs) {
        turn.passed = true;
        List<BookMessage> kept = turn.book.isWhole() ? List.of() : turn.book.take();
        BookMessage whole = turn.book.takeState();
        if (whole == null) {
            loseThread(one, "not found again on a new connection", nowUs);
            fresh.books().find(one.listing());
            kept.forEach(fresh.books()::on);
        } else {
            fresh.books().on(whole);
        }
        old.books().remove(one.listing());
    }

    private void loseThread(Standing one, String why, long nowUs) {
        BookSync thread = old.books().thread(one.listing());
        if (thread != null) {
            thread.lose(why, one.listing(), nowUs);
        }
    }

    /** The old one has ended. */
    private void force(Standing one, Turn turn, long nowUs) {
        switch (one.channel()) {
            case QUOTE, TICKER -> turn.passed = true;
            case TRADES -> trades(one, turn, true);
            case BOOK -> book(one, turn, true, nowUs);
        }
    }

    /** The new one has ended: where the old one's next does not follow, it is seen. */
    private void takeBack(Standing one) {
        switch (one.channel()) {
            case QUOTE, TICKER -> {}
            case TRADES -> parts.outlet().doubt(one.listing());
            case BOOK -> {
                BookSync thread = fresh.books().thread(one.listing());
                if (thread != null && thread.isSynced()) {
                    old.books().join(fresh.books(), one.listing());
                } else {
                    old.books().find(one.listing());
                }
            }
        }
    }

    private void pass(Turn turn) {
        turn.passed = true;
        turn.trades.take().forEach(heard -> fresh.hearing().trade(heard.trade(), heard.merged()));
    }

    /** The first data of a subscription is as good as the venue's answer. */
    private void heard(Turn turn, Listing listing, Channel channel, long nowUs) {
        turn.spoken = true;
        if (turn.sinceUs == 0) {
            turn.sinceUs = nowUs;
            fresh.subscriptions().confirmed(channel, parts.adapter().symbol(listing.instrument()));
        }
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
