package io.quotewire.engine;

import io.quotewire.engine.time.Patience;
import io.quotewire.engine.time.Timers;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Watches over one listing's channels: condemns those that are silent against the evidence, and all of them where their
 * venue is mute or their events come late.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Vigil implements Timers.Task {
    /** One event may be late for a good reason: the first ones of a subscription tell of what was before it. */
    static final int LATE_IN_A_ROW = 3;

    private final Venue venue;
    private final long silenceUs;
    private final Tally tally;
    private final Timers timers;
    private final Timers.Timer timer;
    private final LongConsumer told;
    private final Voice quote;
    private final Voice ticker;
    private final Voice trades;
    private final Voice[] voices;
    private boolean connected;
    private int lateInARow;
    private boolean late;
    private String lateWhy = "";

    /** @param told is called with the time after a verdict that no event of this listing brought */
    Vigil(Venue venue, Choir.Set choirs, TickerMix mix, Scope scope, LongConsumer told) {
        Patience patience = scope.patience();
        this.venue = venue;
        this.silenceUs = patience.silenceUs();
        this.tally = scope.tally();
        this.timers = scope.timers();
        this.timer = timers.create(this);
        this.told = told;
        this.quote = new Voice("quote", List.of(mix.quote().own()), this, choirs.quote(), patience);
        this.ticker = new Voice("ticker", mix.tickers(), this, choirs.ticker(), patience);
        this.trades = new Voice("trade", List.of(mix.last().own()), this, choirs.trades(), patience);
        this.voices = new Voice[] {quote, ticker, trades};
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

    boolean isConnected() {
        return connected;
    }

    /** Takes in how far behind an event is, before anything else of it; whether that changed a verdict. */
    boolean clocks(long tsUs, long recvUs, long nowUs) {
        if (tsUs <= 0) {
            return false;
        }
        long behindUs = venue.behindUs(tsUs, recvUs);
        if (behindUs <= silenceUs) {
            lateInARow = 0;
            return late && catchUp(nowUs);
        }
        lateInARow++;
        return !late && (lateInARow >= LATE_IN_A_ROW || inDoubt()) && fallBehind(behindUs);
    }

    /** Whether a verdict holds already: then what comes late first does not lift it, not even for a moment. */
    private boolean inDoubt() {
        return !quote.isLive() || !ticker.isLive() || !trades.isLive();
    }

    /** A channel says something that is believed, which says too that the connection stands. */
    boolean hears(Voice voice, long recvUs, long nowUs) {
        if (!connected) {
            connected = true;
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
    void settle(Voice voice) {
        if (late) {
            condemn(Verdict.LATE, lateWhy);
        }
        timers.arm(timer, voice.dueUs());
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
        if (connected) {
            condemn(Verdict.MUTE, why);
            told.accept(nowUs);
        }
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
        String accusation = voice.isDue(nowUs) ? voice.accusation(nowUs) : null;
        if (accusation == null) {
            return false;
        }
        tally.count(Verdict.SILENT.count());
        voice.condemn(Verdict.SILENT, accusation);
        if (voice == quote) {
            condemnWithQuotes(accusation, nowUs);
        }
        return true;
    }

    /**
     * Prices hardly change without a quote, so where quotes were due and none came, whoever has said nothing lately either
     * is not believed to be well: trades and tickers may take too long to show it by themselves.
     */
    private void condemnWithQuotes(String why, long nowUs) {
        for (Voice voice : voices) {
            if (voice.isLive() && voice.isExpected() && !voice.spokeLately(nowUs)) {
                voice.condemn(Verdict.WITH_QUOTES, why);
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

    private boolean fallBehind(long behindUs) {
        late = true;
        lateWhy = venue() + " is " + behindUs / 1_000_000 + " s behind";
        tally.count(Verdict.LATE.count());
        condemn(Verdict.LATE, lateWhy);
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

    private void condemn(Verdict verdict, String why) {
        for (Voice voice : voices) {
            if (voice.isLive() && voice.isExpected()) {
                voice.condemn(verdict, why);
            }
        }
    }
}
