package io.quotewire.engine;

import io.quotewire.engine.count.Tally;
import io.quotewire.engine.count.Verdict;
import io.quotewire.engine.price.Part;
import io.quotewire.engine.price.TickerMix;
import io.quotewire.engine.time.Insistence;
import io.quotewire.engine.time.Patience;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.Channel;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Listing;
import io.quotewire.model.Topic;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Watches over one listing's channels: condemns those that are silent against the evidence, and all of them where their
 * venue is mute or their events come late. What is silent though its venue speaks is asked for anew, with patience.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Vigil implements Timers.Task {
    /** One event may be late for a good reason: the first ones of a subscription tell of what was before it. */
    static final int LATE_IN_A_ROW = 3;

    private final Listing listing;
    private final boolean isApart;
    private final Venue venue;
    private final long silenceUs;
    private final Scope scope;
    private final Tally tally;
    private final Timers timers;
    private final Timers.Timer timer;
    private final Timers.Timer cure;
    private final LongConsumer told;
    private final Voice quote;
    private final Voice ticker;
    private final Voice trades;
    private final Voice book;
    private final Voice[] voices;
    private boolean connected;
    private boolean awaited;
    private boolean halted;
    private int lateInARow;
    private boolean late;
    private String lateWhy = "";

    /** @param told is called with the time after a verdict that no event of this listing brought */
    Vigil(
            Listing listing,
            ListingState.Company company,
            TickerMix mix,
            Part<?> bookPart,
            Scope scope,
            LongConsumer told) {
        Patience patience = scope.patience();
        Choir.Set choirs = company.choirs();
        this.listing = listing;
        this.isApart = Topic.APART.contains(listing.venue());
        this.venue = company.venue();
        this.scope = scope;
        this.silenceUs = patience.silenceUs();
        this.tally = scope.tally();
        this.timers = scope.timers();
        this.timer = timers.create(this);
        this.cure = timers.create(this::cure);
        this.told = told;
        this.quote = new Voice(Channel.QUOTE, List.of(mix.quote().own()), this, choirs.quote(), patience);
        this.ticker = new Voice(Channel.TICKER, mix.tickers(), this, choirs.ticker(), patience);
        this.trades = new Voice(Channel.TRADES, List.of(mix.last().own()), this, choirs.trades(), patience);
        this.book = new Voice(Channel.BOOK, List.of(bookPart), this, choirs.book(), patience);
        this.voices = new Voice[] {quote, ticker, trades, book};
        venue.join(this);
    }

    String venue() {
        return venue.name();
    }

    Voice quote() {
        return quote;
    }

    Voice ticker() {
        return ticker;
    }

    Voice trades() {
        return trades;
    }

    Voice book() {
        return book;
    }

    Listing listing() {
        return listing;
    }

    /** Whether anything may be held against it: something came or was promised, and its market is open. */
    boolean isWatched() {
        return (connected || awaited) && !halted;
    }

    boolean isConnected() {
        return connected;
    }

    /** Takes in how far behind an event is, before anything else of it; whether that changed a verdict. */
    boolean clocks(long tsUs, long recvUs, long nowUs) {
        if (tsUs <= 0) {
            return false;
        }
        long behindUs = venue.behindUs(tsUs, recvUs);
        if (isApart) {
            return false; // What is asked for now and then is as old as it is.
        }
        if (behindUs <= silenceUs) {
            lateInARow = 0;
            return late && catchUp(nowUs);
        }
        lateInARow++;
        return !late && !halted && (lateInARow >= LATE_IN_A_ROW || inDoubt()) && fallBehind(behindUs, nowUs);
    }

    /** Whether a verdict holds already: then what comes late first does not lift it, not even for a moment. */
    private boolean inDoubt() {
        return !quote.isLive() || !ticker.isLive() || !trades.isLive() || !book.isLive();
    }

    /** A channel says something that is believed, which says too that the connection stands. */
    boolean hears(Voice voice, long recvUs, long nowUs) {
        if (!connected) {
            connected = true;
            neglect();
            venue.connect();
            trades.expect(recvUs);
            timers.arm(timer, trades.dueUs());
        }
        venue.hears(recvUs, !voice.isExpected());
        boolean begins = voice.hears(recvUs, late);
        if (!late && trades.isHeldBy(Verdict.MUTE)) {
            acquit(trades, nowUs);
        }
        if (!late && voice == quote) {
            acquitWithQuotes(nowUs);
        }
        return begins;
    }

    /** After the values of a channel that was heard were taken. */
    void settle(Voice voice, long nowUs) {
        if (late) {
            condemn(Verdict.LATE, lateWhy, nowUs);
        }
        timers.arm(timer, voice.dueUs());
    }

    /** The venue has said that it sends the channel from now on. */
    void acknowledged(Channel channel, long recvUs, long nowUs) {
        Voice voice = of(channel);
        voice.promise(recvUs);
        if (!connected && !awaited) {
            awaited = true;
            venue.await(recvUs);
        }
        if (voice.isDue(nowUs)) {
            look(nowUs);
        }
        timers.arm(timer, voice.dueUs());
    }

    /** Trading has stopped, in which silence proves nothing, or goes on, and all begin anew. */
    void halt(boolean isHalted, long nowUs) {
        halted = isHalted;
        late = false;
        lateInARow = 0;
        for (Voice voice : voices) {
            voice.excuse(nowUs);
            timers.arm(timer, voice.dueUs());
        }
    }

    /** A channel says again what it said: no news, but the venue is not mute. */
    void echo(long recvUs) {
        if (connected) {
            venue.hears(recvUs, false);
        }
    }

    /** A channel says what is not believed; whether that was the last straw. */
    boolean refuses(Voice voice, long recvUs, long nowUs) {
        voice.refuse(recvUs);
        return judge(voice, nowUs);
    }

    /** The feed was lost or closed. */
    void disconnect() {
        neglect();
        if (connected) {
            connected = false;
            venue.disconnect();
        }
        for (Voice voice : voices) {
            voice.release();
        }
        late = false;
        lateInARow = 0;
    }

    /** Nothing comes from the whole venue. */
    void mute(String why, long nowUs) {
        if (connected && !halted) {
            condemn(Verdict.MUTE, why, nowUs);
            told.accept(nowUs);
        }
    }

    private void neglect() {
        if (awaited) {
            awaited = false;
            venue.awaitNoMore();
        }
    }

    private Voice of(Channel channel) {
        return switch (channel) {
            case TICKER -> ticker;
            case QUOTE -> quote;
            case TRADES -> trades;
            case BOOK -> book;
        };
    }

    /** There is something new to be said of one who is due. */
    void look(long nowUs) {
        boolean fell = false;
        for (Voice voice : voices) {
            fell |= judge(voice, nowUs);
        }
        if (fell) {
            told.accept(nowUs);
        }
    }

    /** Somebody may be due. One who is, without evidence, needs no more of the timer: the evidence will come by itself. */
    @Override
    public void expire(long nowUs) {
        look(nowUs);
        for (Voice voice : voices) {
            if (voice.isLive() && voice.dueUs() > nowUs) {
                timers.arm(timer, voice.dueUs());
            }
        }
    }

    private boolean judge(Voice voice, long nowUs) {
        String accusation = !halted && voice.isDue(nowUs) ? voice.accusation(nowUs) : null;
        if (accusation == null) {
            return false;
        }
        tally.count(Verdict.SILENT.count());
        boolean awaitedInVain = voice.isAwaited();
        voice.condemn(Verdict.SILENT, accusation, nowUs);
        timers.arm(cure, nowUs);
        if (awaitedInVain && awaited) {
            venue.accuse(accusation, nowUs);
        }
        if (voice == quote) {
            condemnWithQuotes(accusation, nowUs);
        }
        return true;
    }

    /**
     * Asks for channels that are silent anew. Not while the whole venue is thought mute: then it is its connections that
     * are looked after. A channel that fell silent with all others may be the first sign of that, and waits for a moment.
     */
    private void cure(long nowUs) {
        for (Voice voice : voices) {
            if (voice.isHeldBy(Verdict.SILENT)) {
                timers.arm(cure, cured(voice, nowUs));
            }
        }
    }

    /** Does what is to be done for the channel now, and says when to look again. */
    private long cured(Voice voice, long nowUs) {
        boolean tooSoon = !venue.spokeLately(nowUs) && nowUs < voice.condemnedUs() + silenceUs;
        if (halted || tooSoon || venue.muteSinceUs() > 0) {
            return nowUs + silenceUs;
        }
        if (nowUs < voice.insistence().nextUs()) {
            return voice.insistence().nextUs();
        }
        String accusation = voice.accusation(nowUs);
        if (accusation == null) {
            return nowUs + Insistence.FIRST_US;
        }
        voice.insistence().asked(nowUs);
        scope.ask(new FeedCommand.Resubscribe(listing, voice.channel(), accusation));
        return voice.insistence().nextUs();
    }

    /**
     * Prices hardly change without a quote, so where quotes were due and none came, whoever has said nothing lately either
     * is not believed to be well: trades and tickers may take too long to show it by themselves.
     */
    private void condemnWithQuotes(String why, long nowUs) {
        for (Voice voice : voices) {
            if (voice.isLive() && voice.isExpected() && !voice.spokeLately(nowUs)) {
                voice.condemn(Verdict.WITH_QUOTES, why, nowUs);
            }
        }
    }

    private void acquitWithQuotes(long nowUs) {
        for (Voice voice : voices) {
            if (voice.isHeldBy(Verdict.WITH_QUOTES)) {
                acquit(voice, nowUs);
            }
        }
    }

    private boolean fallBehind(long behindUs, long nowUs) {
        late = true;
        lateWhy = venue() + " is " + behindUs / 1_000_000 + " s behind";
        tally.count(Verdict.LATE.count());
        condemn(Verdict.LATE, lateWhy, nowUs);
        return true;
    }

    /** What came in time is as good as before; what came late waits for its channel's next word. */
    private boolean catchUp(long nowUs) {
        late = false;
        for (Voice voice : voices) {
            if (voice.isHeldBy(Verdict.LATE) && !voice.isLate()) {
                acquit(voice, nowUs);
            }
        }
        return true;
    }

    private void acquit(Voice voice, long nowUs) {
        voice.acquit(nowUs);
        if (voice.isLive()) {
            timers.arm(timer, voice.dueUs());
        }
    }

    private void condemn(Verdict verdict, String why, long nowUs) {
        for (Voice voice : voices) {
            if (voice.isLive() && voice.isExpected()) {
                voice.condemn(verdict, why, nowUs);
            }
        }
    }
}
