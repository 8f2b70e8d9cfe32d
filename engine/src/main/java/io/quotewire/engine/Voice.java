package io.quotewire.engine;

import io.quotewire.engine.count.Verdict;
import io.quotewire.engine.price.Part;
import io.quotewire.engine.time.Insistence;
import io.quotewire.engine.time.Patience;
import io.quotewire.engine.time.Speech;
import io.quotewire.engine.time.Timers;
import io.quotewire.engine.time.Words;
import io.quotewire.model.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One channel of one listing: how it speaks, and what is held against it.
 *
 * <p>A verdict stays until the channel's next word. Silence is counted from its last word or from when a verdict was
 * lifted, whichever is later, so that no old silence is judged twice.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Voice {
    private final Channel channel;
    private final List<Part<?>> parts;
    private final Vigil vigil;
    private final Choir choir;
    private final Patience patience;
    private final Speech speech;
    private final Words nonsense;
    private long sinceUs = Timers.NEVER;
    private final Insistence insistence = new Insistence();
    private long promisedUs = Timers.NEVER;
    private boolean late;
    private @Nullable Verdict verdict;
    private String why = "";
    private long condemnedUs;

    /**
     * @param parts the values that come from it alone
     */
    Voice(Channel channel, List<Part<?>> parts, Vigil vigil, Choir choir, Patience patience) {
        this.channel = channel;
        this.parts = parts;
        this.vigil = vigil;
        this.choir = choir;
        this.patience = patience;
        this.speech = new Speech(patience.wordUs());
        this.nonsense = new Words(patience.wordUs());
        choir.join(this);
    }

    Channel channel() {
        return channel;
    }

    Vigil vigil() {
        return vigil;
    }

    boolean isLive() {
        return verdict == null;
    }

    /** Whether anything is expected of it, as it has spoken. */
    boolean isExpected() {
        return sinceUs != Timers.NEVER;
    }

    boolean isHeldBy(Verdict some) {
        return verdict == some;
    }

    /** Why it is not live. */
    String why() {
        return why;
    }

    /** From when its silence counts, {@link Timers#NEVER} while nothing is expected of it, nor promised. */
    long sinceUs() {
        return isExpected() ? sinceUs : promisedUs;
    }

    /** The venue has said that it will speak from now on. What it says first tells more than that. */
    void promise(long nowUs) {
        if (promisedUs == Timers.NEVER) {
            promisedUs = nowUs;
        }
    }

    /** Whether it has kept none of what was promised. */
    boolean isAwaited() {
        return !isExpected() && promisedUs != Timers.NEVER;
    }

    /** When its verdict fell. */
    long condemnedUs() {
        return condemnedUs;
    }

    /** How often it may be asked for. */
    Insistence insistence() {
        return insistence;
    }

    /** Whether the last that it said came late. */
    boolean isLate() {
        return late;
    }

    /** Whether it speaks still. */
    boolean spokeLately(long nowUs) {
        return nowUs - speech.lastUs() <= patience.latelyUs();
    }

    /** It said something to be believed; whether that makes it a better witness: a new word, or one in time again. */
    boolean hears(long recvUs, boolean isLate) {
        boolean inTimeAgain = late && !isLate;
        if (verdict == Verdict.MUTE || verdict == Verdict.WITH_QUOTES || !isExpected()) {
            speech.interrupt(); // This pause was not its own.
        }
        verdict = null;
        late = isLate;
        sinceUs = recvUs;
        boolean begins = speech.add(recvUs);
        return begins || inTimeAgain;
    }

    /** It said something that cannot be believed. */
    void refuse(long recvUs) {
        nonsense.add(recvUs);
    }

    /** From now on something is expected of it, though it has not spoken. */
    void expect(long nowUs) {
        speech.interrupt();
        verdict = null;
        late = false;
        sinceUs = nowUs;
    }

    /** Nothing is expected of it any more. */
    void release() {
        verdict = null;
        late = false;
        sinceUs = Timers.NEVER;
        promisedUs = Timers.NEVER;
    }

    /** Whatever was held against it is dropped: nothing was due of it. */
    void excuse(long nowUs) {
        verdict = null;
        late = false;
        if (isExpected()) {
            expect(nowUs);
        } else if (isAwaited()) {
            promisedUs = nowUs;
        }
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).absolve();
        }
    }

    /** Its values are not to be trusted until its next word. */
    void condemn(Verdict against, String reason, long nowUs) {
        verdict = against;
        why = reason;
        condemnedUs = nowUs;
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).doubt(against, reason);
        }
    }

    /** What was held against it holds no more; but a long silence may be held against it now. */
    void acquit(long nowUs) {
        String accusation = nowUs >= dueUs() ? accusation(nowUs) : null;
        if (accusation != null) {
            verdict = Verdict.SILENT;
            why = accusation;
            condemnedUs = nowUs;
            return;
        }
        expect(nowUs);
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).absolve();
        }
    }

    /** When it will have been silent for longer than it ever is. */
    long dueUs() {
        boolean knowable = isAwaited() || (isExpected() && speech.hasSpoken());
        return knowable ? sinceUs() + limitUs() : Timers.NEVER;
    }

    boolean isDue(long nowUs) {
        return verdict == null && dueUs() <= nowUs;
    }

    /** How long it may be silent before one wonders. */
    long limitUs() {
        return patience.channelUs(speech.cadence());
    }

    /** Of one that is due: why it is to be condemned, null where nothing speaks against it. */
    @Nullable
    String accusation(long nowUs) {
        Voice witness = choir.witness(this, nowUs);
        if (witness == null && !nonsense.threeSince(sinceUs())) {
            return null;
        }
        String silent = vigil.venue() + " sent no " + name();
        String forMs = " for " + (nowUs - sinceUs()) / 1_000 + " ms";
        return witness == null
                ? silent + " that can be believed" + forMs
                : silent + forMs + " while " + witness.vigil.venue() + " did";
    }

    /** What it says, in a word. */
    private String name() {
        return switch (channel) {
            case TICKER -> "ticker";
            case QUOTE -> "quote";
            case TRADES -> "trade";
            case BOOK -> "book";
        };
    }

    /** Whether it spoke three times since then and still does; what it said late says nothing of now. */
    boolean spokeSince(long thenUs, long nowUs) {
        return !late && speech.threeSince(thenUs) && spokeLately(nowUs);
    }

    /** Tells those who are due that it has spoken. */
    void bearWitness(long nowUs) {
        choir.spoke(this, nowUs);
    }
}
