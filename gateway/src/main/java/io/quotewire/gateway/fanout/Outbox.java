package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.socket.Outlet;
import io.quotewire.gateway.socket.Sent;
import io.quotewire.gateway.tape.Tail;
import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way to one session's socket, and what happens when the socket does not keep up.
 *
 * <p>As long as the socket has room, what a drain brings is noted and leaves in one write at its end. Once a message does
 * not fit, seats hold theirs ({@link Seat}) until the socket is writable again, by the library's water marks. Values that a
 * client wants at a rate are samples: they are held long before the cap is reached, for a fresh one is worth more than one
 * more. Everything else is only held at the cap. A topic is told in order either way, for nothing of it passes what is held.
 *
 * <p><b>Threads:</b> the lane's.
 */
public final class Outbox {
    /** Samples are kept back beyond this part of the cap: what waits before a value is what makes it old. */
    private static final int FRESH_PART = 16;

    private static final int LEAST_FRESH_BYTES = 4 << 10;

    /** Room, in bytes, with which it is worth while to go on telling what was missed. */
    private static final int RESUME_ROOM = 64 << 10;

    /** Bytes told again between two ticks: who asks for everything over and over takes no more than its share of the lane. */
    static final int RESUME_BYTES = 4 << 20;

    private final Lane lane;
    private final Outlet outlet;
    private final Encoding encoding;
    private final int capBytes;
    private final int freshBytes;

    /** The first of its seats, each of which knows the next. */
    private @Nullable Seat seats;

    private int seatCount;

    private final Noted noted = new Noted();
    private long room;
    private boolean dirty;
    private boolean unflushed;

    /** Whether anything may be held, or late: both are far from here in memory. */
    private boolean behind;

    /** Made when there is none for something. */
    private @Nullable Backlog backlog;

    /** Bytes that may be told again before the next tick. */
    private int resumable = RESUME_BYTES;

    private boolean closed;

    /** Runs behind each drain that brought something. */
    private @Nullable Runnable drained;

    Outbox(Lane lane, Channel channel, Encoding encoding, int capBytes) {
        this.lane = lane;
        this.encoding = encoding;
        this.capBytes = capBytes;
        this.freshBytes = freshBytes(capBytes);
        this.outlet = new Outlet(channel, lane.waterMark());
    }

    /** Bytes beyond which samples are kept back, for a cap. */
    static int freshBytes(int capBytes) {
        return Math.max(LEAST_FRESH_BYTES, capBytes / FRESH_PART);
    }

    /**
     * A place at a topic, which waits for its first message.
     *
     * @param position of a client that wants to go on; null for one that begins
     */
    public Seat join(Topic topic, Rate rate, @Nullable Position position) {
        Seat seat = lane.join(this, topic, rate, position);
        seats = seat.before(seats);
        seatCount++;
        return seat;
    }

    /** Nothing of the topic follows. */
    public void leave(Seat seat) {
        if (closed) {
            return; // It has left them all.
        }
        writeNoted(); // What was noted for the seat is on its way before whatever the session says next.
        seats = seat.unlink(seats);
        seatCount--;
        if (backlog != null) {
            backlog.removeLate(seat);
            backlog.report().left(seat.topic());
            backlog.unhold(seat);
        }
        drop(seat, Count.DROPPED_LEFT);
        lane.leave(seat);
    }

    /** Another snapshot of a value or a book; the stream goes on meanwhile. */
    public void firstAgain(Seat seat) {
        if (seat.index() >= 0) {
            lane.firstAgain(seat);
        }
    }

    /** Tells an event topic's client what it lacks behind {@code position}, then what comes. */
    public void goOn(Seat seat, Position position) {
        writeNoted();
        if (backlog != null) {
            backlog.removeLate(seat);
        }
        if (seat.isHeld()) {
            backlog().unhold(seat);
            drop(seat, Count.DROPPED_SLOW);
        }
        seat.goOnFrom(position);
        lane.goOn(seat);
    }

    /** Says to this connection alone what was printed, behind everything before it. */
    public void say(JsonWriter message) {
        write(encoding.own(message));
    }

    /** Calls {@code listener} behind each drain that brought something, until this is called with null. */
    public void onDrained(@Nullable Runnable listener) {
        drained = listener;
    }

    /** Writes bytes of the session's own, such as a whole frame, behind everything before it. They are given away. */
    public void write(ByteBuf frame) {
        writeNoted();
        writeRaw(frame);
    }

    public void flush() {
        outlet.flush();
    }

    /** Whether the socket has room; while it has none, a session says nothing that can wait. */
    public boolean isWritable() {
        return outlet.isWritable();
    }

    /** The socket has room again: what was held goes out. */
    public void writable() {
        if (!closed && isBehind()) {
            writeNoted();
            while (outlet.isWritable()) {
                Seat seat = backlog().first();
                if (seat == null) {
                    break;
                }
                backlog().unhold(seat);
                tell(seat);
            }
            askLate();
            tellSlow();
            outlet.flush();
        }
    }

    /** Whether data has waited for too long with nothing taken by the socket; asked at each tick. */
    public boolean isStalled(long nowUs) {
        return outlet.stalledUs(nowUs) >= lane.stalledAfterUs();
    }

    /** What is due at a tick. */
    public void tick() {
        resumable = RESUME_BYTES;
        askLate();
        if (backlog != null && backlog.report().isDue() && outlet.isWritable()) {
            tellSlow();
            outlet.flush();
        }
    }

    /** The session has ended; what it had not been told is dropped. */
    public void close() {
        if (!closed) {
            closed = true;
            drained = null;
            lane.tally().add(Count.DROPPED_CLOSED, noted.count());
            noted.forget();
            backlog = null;
            behind = false;
            for (Seat seat = seats; seat != null; seat = seat.next()) {
                drop(seat, Count.DROPPED_CLOSED);
                lane.leave(seat);
            }
            seats = null;
            seatCount = 0;
            lane.forget(this);
        }
    }

    /** What has gone to the socket so far. */
    public Sent sent() {
        return outlet.sent();
    }

    int seats() {
        return seatCount;
    }

    /** Deliveries that wait here, counted by walking. */
    long queued() {
        return noted.count() + (behind ? backlog().queued() : 0);
    }

    /**
     * One publication for one seat: the innermost loop of the gateway. Says how many deliveries that is: none where its
     * encoding says nothing, which also replaces nothing that is held.
     */
    int accept(Seat seat, Publication publication) {
        int length = length(publication);
        if (length == 0) {
            return 0;
        }
        if (!seat.isHeld() && hasRoom(publication)) {
            markDirty();
            noted.add(publication, length);
        } else {
            hold(seat, publication);
        }
        return 1;
    }

    /**
     * Whether the publication can be noted. How much room the socket has is looked up once a drain. What is longer than all
     * the room there ever is goes out when nothing else waits. Samples have less of it than the rest.
     */
    boolean hasRoom(Publication publication) {
        boolean sample = publication.isSample();
        if (behind && backlog().bars(sample)) {
            return false;
        }
        if (noted.count() == 0) {
            room = room();
        }
        long spared =
                sample && room < capBytes ? capBytes - freshBytes : 0; // Where nothing waits a burst goes out whole.
        return noted.bytes() + length(publication) <= room - spared || (noted.count() == 0 && room >= capBytes);
    }

    /** Bytes that the socket may still be given; none while it is said to have no room though little waits. */
    private long room() {
        long unsent = outlet.unsent();
        return outlet.isWritable() || unsent >= freshBytes / 2 ? capBytes - unsent : 0;
    }

    /**
     * The seat's first message found no room: another is asked for when there is. It cannot be held like the others, for
     * an update must not take the place of the snapshot that a client begins with.
     */
    void comeBack(Seat seat, Publication first) {
        comeBack(seat, length(first));
    }

    private void comeBack(Seat seat, int wantedBytes) {
        behind = true;
        backlog().addLate(seat, wantedBytes);
        markDirty();
    }

    /**
     * Tells a seat what lies behind its position, as far as the socket has room. False where that was not all: the seat's
     * position is where it came to, and it will be asked for again when there is room.
     */
    boolean goOn(Seat seat, Continuation continuation) {
        Position position = Objects.requireNonNull(seat.position());
        if ((behind && backlog().bars(false)) || room() <= 0 || resumable <= 0) {
            comeBack(seat, RESUME_ROOM);
            return false;
        }
        writeNoted();
        unflushed = true;
        markDirty();
        Head head = continuation.head();
        Tail tail = continuation.tail();
        if (position.epoch() == null) {
            gap(DataMessages.UNKNOWN, head, "too_old");
        } else if (position.past() && tail != null && !position.epoch().equals(head.epoch())) {
            Position begun = new Position(head.epoch(), tail.firstSeq() - 1, true, true);
            gap(DataMessages.UNKNOWN, head.at(begun.seq()), "epoch");
            return goOn(seat, begun, head, tail);
        } else if (!position.epoch().equals(head.epoch())) {
            gap(DataMessages.UNKNOWN, head, "epoch");
        } else if (tail != null) {
            return goOn(seat, position, head, tail);
        }
        seat.goOnFrom(null);
        return true;
    }

    private boolean goOn(Seat seat, Position position, Head head, Tail tail) {
        long first = position.promised() ? tail.firstSeq() : tail.oldest();
        boolean tooOld = position.seq() + 1 < first;
        if (tooOld) {
            long from = position.seq() == Position.NOWHERE ? DataMessages.UNKNOWN : position.seq() + 1;
            gap(from, head.at(first - 1), "too_old");
        }
        Resumption rest = new Resumption(tail, tooOld ? first - 1 : position.seq());
        while (rest.hasNext() && room() > 0 && resumable > 0) {
            JsonWriter json = lane.json();
            rest.printNext(json);
            resumable -= json.length();
            lane.tally().add(Count.RESUMED, 1);
            say(json);
        }
        if (rest.hasNext()) {
            seat.goOnFrom(new Position(head.epoch(), rest.seq(), true, position.past()));
            comeBack(seat, RESUME_ROOM);
            return false;
        }
        seat.goOnFrom(null);
        return true;
    }

    /** Whether all that the drain has brought can go to the socket at once. */
    boolean isReady() {
        return noted.count() > 0 && !behind && outlet.isReady();
    }

    /**
     * The end of a drain that brought something.
     *
     * @param ready what {@link #isReady} says
     */
    void flushDrained(boolean ready) {
        dirty = false;
        if (closed) {
            return;
        }
        if (!ready) {
            outlet.look();
        }
        if (noted.count() > 0) {
            ByteBuf frames = takeNoted();
            lane.tally().wrote(frames.readableBytes());
            outlet.flush(frames);
        } else if (unflushed) {
            outlet.flush();
        }
        unflushed = false;
        if (isBehind() && outlet.isWritable()) {
            writable(); // A message may not have fitted into the rest of the room, without the socket being full.
        }
        if (drained != null) {
            drained.run();
        }
    }

    private void markDirty() {
        if (!dirty) {
            dirty = true;
            lane.markDirty(this);
        }
    }

    private int length(Publication publication) {
        return publication.length(encoding, lane.tally());
    }

    private boolean isBehind() {
        behind = behind && !backlog().isEmpty();
        return behind;
    }

    private void writeNoted() {
        if (noted.count() > 0) {
            writeRaw(takeNoted().retainedDuplicate());
        }
    }

    private ByteBuf takeNoted() {
        lane.tally().add(Count.SENT, noted.count());
        outlet.sent().addMessages(noted.count());
        return noted.take(lane.gather(), encoding);
    }

    private void writeRaw(ByteBuf frames) {
        lane.tally().wrote(frames.readableBytes());
        outlet.write(frames);
    }

    private void hold(Seat seat, Publication publication) {
        if (publication.kind() == Publication.Kind.STILL || publication.kind() == Publication.Kind.VIEW) {
            lane.tally().add(Count.CONFLATED, 1); // What is held, or was sent last, says as much, or the next one will.
            return;
        }
        markDirty();
        behind = true;
        if (publication.isBook()) {
            beginAnew(seat);
            return;
        }
        if (!seat.isHeld()) {
            seat.hold();
            backlog().hold(seat);
        }
        if (publication.isEvent()) {
            lane.tally().add(Count.DROPPED_SLOW, 1);
            seat.skip(publication.head());
            backlog().report().due();
        } else {
            keep(seat, publication);
        }
    }

    /** A book without one of its changes is no book: nothing more of it until there is room for all of it. */
    private void beginAnew(Seat seat) {
        lane.tally().add(Count.DROPPED_SLOW, 1);
        seat.laneTopic().beginAnew(seat);
        backlog().addLate(seat, 0);
        backlog().report().beginsAnew(seat.topic());
    }

    private void keep(Seat seat, Publication publication) {
        publication.retain();
        Publication before = seat.keep(publication);
        if (before != null) {
            before.release();
            lane.tally().add(Count.CONFLATED, 1);
            backlog().report().due();
        }
    }

    /** Writes what a seat held. */
    private void tell(Seat seat) {
        Publication kept = seat.kept();
        Head skipped = seat.skipped();
        if (kept != null) {
            writeRaw(kept.bytes(encoding, lane.tally()).retainedDuplicate());
            lane.tally().add(Count.SENT, 1);
            kept.release();
        }
        if (skipped != null && encoding.tellsLosses()) {
            gap(seat.firstSkipped(skipped), skipped, "slow_client");
        }
        if (seat.release()) {
            backlog().report().conflated(seat.topic());
        }
    }

    /** Only with some room to spare: otherwise what comes might not fit either, and would be asked for forever. */
    private void askLate() {
        Backlog known = backlog;
        if (known == null || !known.hasLate() || known.bars(false) || resumable <= 0) {
            return;
        }
        int wanted = Math.min(capBytes, Math.max(capBytes / 4, known.lateBytes()));
        if (room() >= wanted) {
            known.takeLate().forEach(lane::firstAgain);
        }
    }

    private void gap(long from, Head head, String why) {
        JsonWriter json = lane.json();
        DataMessages.gap(json, from, head, why);
        lane.tally().add(Count.GAPS_TOLD, 1);
        say(json);
    }

    private void tellSlow() {
        JsonWriter json = lane.json();
        if (backlog != null && backlog.report().print(json, lane.clock().nowUs()) && encoding.tellsLosses()) {
            lane.tally().add(Count.SLOW_TOLD, 1);
            say(json);
        }
    }

    private Backlog backlog() {
        Backlog made = backlog == null ? new Backlog() : backlog;
        backlog = made;
        return made;
    }

    private void drop(Seat seat, Count why) {
        Publication kept = seat.kept();
        if (kept != null) {
            kept.release();
            lane.tally().add(why, 1);
        }
        seat.release();
    }
}
