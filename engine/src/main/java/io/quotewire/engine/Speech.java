package io.quotewire.engine;

/**
 * How somebody speaks: when the last words came, and how long the pauses are. What is learned of each word is the longest
 * pause since the one before it.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Speech {
    private final Words words;
    private final Cadence cadence = new Cadence();
    private int messages;
    private long pauseUs;
    private boolean interrupted = true;

    Speech(long wordUs) {
        this.words = new Words(wordUs);
    }

    /** Takes a message and says whether it begins a word. */
    boolean add(long atUs) {
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
    void interrupt() {
        interrupted = true;
        pauseUs = 0;
    }

    Cadence cadence() {
        return cadence;
    }

    /** How many messages came with a pause before them that was its own. */
    int messages() {
        return messages;
    }

    /** What was learned holds no more. */
    void forget() {
        cadence.forget();
        messages = 0;
    }

    boolean hasSpoken() {
        return words.lastUs() != Words.NEVER;
    }

    long lastUs() {
        return words.lastUs();
    }

    boolean threeSince(long sinceUs) {
        return words.threeSince(sinceUs);
    }
}
