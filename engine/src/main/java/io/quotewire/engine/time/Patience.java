package io.quotewire.engine.time;

/**
 * How long a silence is borne before one wonders, from the one setting that there is.
 *
 * @param silenceUs nobody is thought silent before that
 */
public record Patience(long silenceUs) {
    /** Pauses by which a channel's cadence is known. */
    static final int KNOWN = 20;

    /** Messages of a venue's listings together by which its cadence is known. */
    static final int VENUE_KNOWN = 64;

    private static final int PAUSES = 4;

    /** A channel of which little is known may be one that seldom speaks. */
    private static final int UNKNOWN = 6;

    private static final int WORDS = 50;

    public long channelUs(Cadence cadence) {
        long leastUs = cadence.pauses() < KNOWN ? UNKNOWN * silenceUs : silenceUs;
        return Math.max(leastUs, PAUSES * cadence.p99Us());
    }

    /** {@link Timers#NEVER} where too little is known: without any other witness a venue must be known well. */
    public long venueUs(Speech speech) {
        return speech.messages() < VENUE_KNOWN
                ? Timers.NEVER
                : Math.max(silenceUs, PAUSES * speech.cadence().p99Us());
    }

    /** Messages nearer than that are one word. */
    public long wordUs() {
        return silenceUs / WORDS;
    }

    /** One who spoke so shortly ago is speaking still. */
    public long latelyUs() {
        return silenceUs / 2;
    }
}
