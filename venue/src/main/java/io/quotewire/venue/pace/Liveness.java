package io.quotewire.venue.pace;

/**
 * Whether a connection still lives: any byte counts, silence is met with a question, and an unanswered question is death. Some
 * venues end a connection on which they are not asked, however much they say on it: they are asked in any case.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public final class Liveness {
    /** What silence calls for. */
    public enum Verdict {
        ALIVE,
        /** Ask the venue, once. */
        ASK,
        /** Asked, and no byte came. */
        DEAD
    }

    private final long quietUs;
    private final long patienceUs;
    private final long everyUs;
    private long heardUs;
    private long askedUs;
    private boolean doubted;
    private long questionUs;

    /**
     * @param quietUs silence after which to ask
     * @param patienceUs silence after asking that means death
     * @param everyUs after which the next question comes in any case; 0 for never
     */
    public Liveness(long quietUs, long patienceUs, long everyUs) {
        this.quietUs = quietUs;
        this.patienceUs = patienceUs;
        this.everyUs = everyUs;
    }

    /** A connection has opened. */
    public void opened(long nowUs) {
        heard(nowUs);
        questionUs = nowUs;
    }

    /** Bytes have come. */
    public void heard(long nowUs) {
        heardUs = nowUs;
        askedUs = 0;
    }

    public long heardUs() {
        return heardUs;
    }

    /** Somebody doubts that it lives: ask at the next check, however much has come lately. */
    public void doubt() {
        doubted = true;
    }

    public Verdict check(long nowUs) {
        if (askedUs > 0) {
            return nowUs - askedUs >= patienceUs ? Verdict.DEAD : Verdict.ALIVE;
        }
        boolean wanted = everyUs > 0 && nowUs - questionUs >= everyUs;
        if (nowUs - heardUs < quietUs && !doubted && !wanted) {
            return Verdict.ALIVE;
        }
        doubted = false;
        askedUs = nowUs;
        questionUs = nowUs;
        return Verdict.ASK;
    }
}
