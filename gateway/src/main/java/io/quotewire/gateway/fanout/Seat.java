package io.quotewire.gateway.fanout;

import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.Rate;
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

    /** Where the topic stood when this seat began to get its stream. */
    private @Nullable Head begun;

    /** While messages are kept here, the last one sent. */
    private @Nullable Head sent;

    /** Its neighbours among its outbox's, of which there are many with a seat or two: a collection for each is more than they. */
    private @Nullable Seat next;

    private @Nullable Seat previous;

    Seat(LaneTopic topic, Outbox outbox, @Nullable Position position) {
        this.topic = topic;
        this.outbox = outbox;
        this.position = position;
    }

    public Topic topic() {
        return topic.topic();
    }

    public Rate rate() {
        return topic.rate();
    }

    /** The last number given to the socket, or that the client said it has; -1 before the first message. */
    public long sentSeq() {
        Position wanted = position;
        if (wanted != null) {
            return wanted.seq();
        }
        Head last = held ? sent : standing();
        return last == null ? -1 : last.seq();
    }

    /** Where this seat's stream stands, null while it waits for its first message. */
    public @Nullable Head standing() {
        Head own = begun;
        Head last = topic.last();
        if (index < 0 || last == null || own == null) {
            return index < 0 ? null : own;
        }
        int epochs = last.epoch().compareTo(own.epoch());
        return epochs > 0 || (epochs == 0 && last.seq() > own.seq()) ? last : own;
    }

    /** Where the client stands, so that it may go on elsewhere; null where it has had nothing. */
    public @Nullable Position reached() {
        Position wanted = position;
        if (wanted != null) {
            return wanted;
        }
        Head last = held ? sent : standing();
        return last == null ? null : new Position(last.epoch(), last.seq(), true);
    }

    LaneTopic laneTopic() {
        return topic;
    }

    Outbox outbox() {
        return outbox;
    }

    @Nullable
    Seat next() {
        return next;
    }

    /** The beginning of its outbox's seats, once it is the first of them. */
    Seat before(@Nullable Seat first) {
        next = first;
        if (first != null) {
            first.previous = this;
        }
        return this;
    }

    /** The beginning of its outbox's seats, once it is none of them any more. */
    @Nullable
    Seat unlink(@Nullable Seat first) {
        Seat left = previous;
        Seat right = next;
        if (right != null) {
            right.previous = left;
        }
        if (left == null) {
            return right;
        }
        left.next = right;
        return first;
    }

    int index() {
        return index;
    }

    void moveTo(int newIndex) {
        index = newIndex;
    }

    /** The client's place, from which it waits to go on; null for one that begins, or has begun. */
    @Nullable
    Position position() {
        return position;
    }

    void goOnFrom(@Nullable Position place) {
        position = place;
    }

    /** From here on the stream is for this seat. */
    void begin(Head head) {
        begun = head;
    }

    boolean isHeld() {
        return held;
    }

    /** From now on messages are kept here. */
    void hold() {
        sent = standing();
        held = true;
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

    /** First number that the client misses, where {@code last} is the last; unknown where that is of another epoch. */
    long firstSkipped(Head last) {
        Head before = sent;
        return before == null || !before.epoch().equals(last.epoch()) ? DataMessages.UNKNOWN : before.seq() + 1;
    }

    /** All that was held has been told; says whether values were conflated. */
    boolean release() {
        boolean was = conflated;
        held = false;
        conflated = false;
        kept = null;
        skipped = null;
        sent = null;
        return was;
    }
}
