package io.quotewire.engine;

import io.quotewire.model.Status;

/**
 * How one listing stands with its venue: whether it is halted, why it was lost or closed. What its topics say of
 * themselves is their parts' status, seen through this.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Standing {
    private final String sendsAgain;
    private final String resumed;
    private final String stopped;
    private boolean halted;
    private String goodWhy;
    private String endWhy = "";

    Standing(String venue) {
        this.sendsAgain = venue + " sends again";
        this.resumed = venue + " has resumed trading";
        this.stopped = venue + " has halted trading";
        this.goodWhy = sendsAgain;
    }

    /** The feed was lost or closed. */
    void end(String why) {
        endWhy = why;
    }

    /** Whether this is news. Until {@link #settle} a topic that is live says that it is so because trading goes on. */
    boolean halt(boolean isHalted) {
        boolean news = halted != isHalted;
        halted = isHalted;
        goodWhy = resumed;
        return news;
    }

    void settle() {
        goodWhy = sendsAgain;
    }

    boolean isHalted() {
        return halted;
    }

    /** A value that stands, of a market that does not move, is neither live nor stale. */
    Status shown(Status status) {
        return halted && (status == Status.LIVE || status == Status.STALE) ? Status.HALTED : status;
    }

    /**
     * In plain words, what has just made a status what it is.
     *
     * @param own why, where that is the topic's own affair
     */
    String why(Status shown, String own) {
        return switch (shown) {
            case LIVE -> goodWhy;
            case STALE, RESYNC -> own;
            case HALTED -> stopped;
            case DOWN, CLOSED -> endWhy;
        };
    }
}
