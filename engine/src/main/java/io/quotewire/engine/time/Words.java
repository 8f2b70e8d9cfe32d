package io.quotewire.engine.time;

/**
 * When somebody last spoke. Messages that come close together are one word: a hundred in a burst promise no more than one,
 * and bear witness to no more.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Words {
    public static final long NEVER = Long.MIN_VALUE / 2;

    private final long wordUs;
    private long lastUs = NEVER;
    private long first = NEVER;
    private long second = NEVER;
    private long third = NEVER;

    /** @param wordUs how long after one word's beginning the next may begin */
    public Words(long wordUs) {
        this.wordUs = wordUs;
    }

    /** Takes a message and says whether it begins a word. */
    public boolean add(long atUs) {
        lastUs = Math.max(lastUs, atUs);
        if (atUs - third < wordUs) {
            return false;
        }
        first = second;
        second = third;
        third = atUs;
        return true;
    }

    /** When the last message came, {@link #NEVER} before the first. */
    public long lastUs() {
        return lastUs;
    }

    /** Whether three words or more were begun after {@code sinceUs}. */
    public boolean threeSince(long sinceUs) {
        return first > sinceUs;
    }
}
