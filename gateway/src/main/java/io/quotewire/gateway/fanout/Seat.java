package io.quotewire.gateway.fanout;

import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import org.jspecify.annotations.Nullable;

/**
 * One session's place at one topic. Beside the place itself it holds what a slow client has yet to be told: of a value
 * topic the newest message, of an event topic where the client stands and where the topic does.
 *
 * <p><b>Threads:</b> the lane's.
 */
public final class Seat {
    static final int NOWHERE = -1;

    private final LaneTopic topic;
    private final Outbox outbox;
    private @Nullable Position position;
    private int index = NOWHERE;

    private boolean held;
    private boolean conflated;
    private @Nullable Publication kept;
    private @Nullable Head skipped;
    private long sentSeq;

    Seat(LaneTopic topic, Outbox outbox, @Nullable Position position) {
        this.topic = topic;
        this.outbox = outbox;
        this.position = position;
    }

    public Topic topic() {
        return topic.topic();
    }

    /** The last number given to the socket, -1 before the first message. */
    public long sentSeq() {
        Head last = topic.last();
        if (index < 0 || last == null) {
            return -1;
        }
        return held ? sentSeq : last.seq();
    }

    /** Where the stream through the lane stands, null while this seat waits for its first message. */
    public @Nullable Head standing() {
        return index < 0 ? null : topic.last();
    }

    LaneTopic laneTopic() {
        return topic;
    }

    Outbox outbox() {
        return outbox;
    }

    int index() {
        return index;
    }

    void moveTo(int newIndex) {
        index = newIndex;
    }

    /** Where the client said it stands; asked for once. */
    @Nullable
    Position takePosition() {
        Position taken = position;
        position = null;
        return taken;
    }

    boolean isHeld() {
        return held;
    }

    /** From now on messages are kept here; {@code seq} is the last one sent. */
    void hold(long seq) {
        held = true;
        sentSeq = seq;
    }

    /** Keeps the publication, which must be retained, and returns what it replaces. */
    @Nullable
    Publication keep(Publication publication) {
        Publication before = kept;
        kept = publication;
        conflated |= before != null;
        return before;
    }

    /** An item that was not sent. The chain after what was sent has a hole up to it. */
    void skip(Head head) {
        skipped = head;
    }

    @Nullable
    Publication kept() {
        return kept;
    }

    @Nullable
    Head skipped() {
        return skipped;
    }

    /** First number that the client misses, where any was skipped. */
    long firstSkipped() {
        return sentSeq + 1;
    }

    /** All that was held has been told; says whether values were conflated. */
    boolean release() {
        boolean was = conflated;
        held = false;
        conflated = false;
        kept = null;
        skipped = null;
        return was;
    }
}
