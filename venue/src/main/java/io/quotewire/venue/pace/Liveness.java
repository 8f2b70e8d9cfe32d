package io.quotewire.venue.pace;

/**
 * Whether a connection still lives: any byte counts, silence is met with a question, and an unanswered question is death.
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
    private long heardUs;
    private long askedUs;
    private boolean doubted;

    /**
     * @param quietUs silence after which to ask
     * @param patienceUs silence after asking that means death
     */
    public Liveness(long quietUs, long patienceUs) {
        this.quietUs = quietUs;
        this.patienceUs = patienceUs;
    }

    /** Bytes have come, or the connection has just opened. */
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
        if (nowUs - heardUs < quietUs && !doubted) {
            return Verdict.ALIVE;
        }
        doubted = false;
        askedUs = nowUs;
        return Verdict.ASK;
    }
}
