package io.quotewire.engine.time;

/**
 * How somebody speaks: when the last words came, and how long the pauses are. What is learned of each word is the longest
 * pause since the one before it.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Speech {
    private final Words words;
    private final Cadence cadence = new Cadence();
    private int messages;
    private long pauseUs;
    private boolean interrupted = true;

    public Speech(long wordUs) {
        this.words = new Words(wordUs);
    }

    /** Takes a message and says whether it begins a word. */
    public boolean add(long atUs) {
        if (!interrupted) {
            messages++;
            pauseUs = Math.max(pauseUs, atUs - words.lastUs());
        }
        interrupted = false;
        boolean begins = words.add(atUs);
        if (begins && pauseUs > 0) {
            cadence.learn(pauseUs);
            pauseUs = 0;
        }
        return begins;
    }

    /** The pause under way is somebody else's doing, and nothing is to be learned of it. */
    public void interrupt() {
        interrupted = true;
        pauseUs = 0;
    }

    public Cadence cadence() {
        return cadence;
    }

    /** How many messages came with a pause before them that was its own. */
    public int messages() {
        return messages;
    }

    /** What was learned holds no more. */
    public void forget() {
        cadence.forget();
        messages = 0;
    }

    public boolean hasSpoken() {
        return words.lastUs() != Words.NEVER;
    }

    public long lastUs() {
        return words.lastUs();
    }

    public boolean threeSince(long sinceUs) {
        return words.threeSince(sinceUs);
    }
}
