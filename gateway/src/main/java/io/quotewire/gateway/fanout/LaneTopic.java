package io.quotewire.gateway.fanout;

import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One topic at one rate on one lane: the seats that get its stream, and those that wait for their first message.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class LaneTopic {
    private final Topic topic;
    private final Rate rate;
    private final Broadcaster home;
    private final Set<Seat> waiting = new LinkedHashSet<>();

    /** They go on from a position, and have yet to be asked for. */
    private final Set<Seat> resuming = new LinkedHashSet<>();

    /** Likewise, and their continuation is on its way. */
    private final Set<Seat> resumed = new HashSet<>();

    /** Their sockets were full when their first message came; they wait again once there is room. */
    private final Set<Seat> late = new LinkedHashSet<>();

    private final List<Seat> seats = new ArrayList<>();
    private @Nullable Head last;

    /** A first message is on its way. */
    private boolean asked;

    /** So many continuations are on their way. */
    private int answers;

    LaneTopic(Topic topic, Rate rate, Broadcaster home) {
        this.topic = topic;
        this.rate = rate;
        this.home = home;
    }

    Topic topic() {
        return topic;
    }

    Rate rate() {
        return rate;
    }

    /** Where the stream through this lane stands; null before its first message behind anybody's first. */
    @Nullable
    Head last() {
        return last;
    }

    boolean isEmpty() {
        return seats.isEmpty() && waiting.isEmpty() && resuming.isEmpty() && resumed.isEmpty() && late.isEmpty();
    }

    /** The seat waits for its first message, or to go on where it has a position. */
    void await(Seat seat) {
        late.remove(seat);
        if (seat.position() == null) {
            waiting.add(seat);
        } else {
            resuming.add(seat);
        }
    }

    /** The seat missed something: it is as one that waits, once there is room. */
    void beginAnew(Seat seat) {
        unseat(seat);
        late.add(seat);
    }

    /** The seat leaves the stream, to go on from its position. */
    void goOn(Seat seat) {
        late.remove(seat);
        unseat(seat);
        if (!resumed.contains(seat)) {
            resuming.add(seat);
        }
    }

    void remove(Seat seat) {
        waiting.remove(seat);
        resuming.remove(seat);
        resumed.remove(seat);
        late.remove(seat);
        unseat(seat);
    }

    private void unseat(Seat seat) {
        int at = seat.index();
        if (at >= 0) {
            Seat moved = seats.removeLast();
            if (moved != seat) {
                seats.set(at, moved);
                moved.moveTo(at);
            }
            seat.moveTo(Seat.NOWHERE);
        }
    }

    /** Gives one publication to everybody it is for and says to how many. */
    int deliver(Publication publication) {
        if (publication.kind() == Publication.Kind.FIRST) {
            return start(publication);
        }
        int delivered = stream(publication);
        last = publication.head();
        return delivered;
    }

    /** Lets one seat go on and says how many publications it got by that. */
    int deliver(Continuation continuation) {
        answers--;
        Seat seat = continuation.seat();
        if (!resumed.remove(seat)) {
            return 0; // It has left meanwhile, or wants to go on from elsewhere.
        }
        Publication first = continuation.first();
        if (first != null) {
            seat.goOnFrom(null);
            return start(seat, first);
        }
        boolean past = Objects.requireNonNull(seat.position()).past();
        if (!seat.outbox().goOn(seat, continuation)) {
            late.add(seat);
        } else if (past) {
            Head head = continuation.head();
            seat.goOnFrom(new Position(head.epoch(), head.seq(), true, true));
            resuming.add(seat);
        } else {
            begin(seat, continuation.head());
        }
        return 0;
    }

    /** History knows nothing more behind the seat's position: the ring has the rest. */
    void leavePast(Seat seat, Epoch current) {
        answers--;
        Position reached = seat.position();
        if (resumed.remove(seat) && reached != null) {
            seat.goOnFrom(reached.inRing(current));
            resuming.add(seat);
        }
    }

    /** Makes the broadcaster know what this lane wants; false if it cannot take that now. */
    boolean settle(Lane lane) {
        boolean settled = askToGoOn(lane);
        if (asked) {
            return settled; // The first message on its way belongs to whoever waits when it comes.
        }
        if (isEmpty()) {
            return answers > 0 || home.request(new Request.Leave(topic, rate, lane));
        }
        if (!waiting.isEmpty()) {
            asked = home.request(new Request.Join(topic, rate, lane));
            return asked && settled;
        }
        return settled;
    }

    private boolean askToGoOn(Lane lane) {
        for (Iterator<Seat> all = resuming.iterator(); all.hasNext(); ) {
            Seat seat = all.next();
            Position position = Objects.requireNonNull(seat.position());
            if (position.past()) {
                lane.askPast(seat, position);
            } else if (!home.request(new Request.Resume(seat, position, lane))) {
                return false;
            }
            answers++;
            resumed.add(seat);
            all.remove();
        }
        return true;
    }

    /** Whether the broadcaster has no reason to send anything more. */
    boolean isDone() {
        return isEmpty() && !asked && answers == 0;
    }

    /** From the last to the first: a seat that gives itself up on the way moves only one that has been served. */
    private int stream(Publication publication) {
        int delivered = 0;
        for (int i = seats.size() - 1; i >= 0; i--) {
            Seat seat = seats.get(i);
            delivered += seat.outbox().accept(seat, publication);
        }
        return delivered;
    }

    private int start(Publication publication) {
        asked = false;
        int delivered = 0;
        for (Seat seat : waiting) {
            delivered += start(seat, publication);
        }
        waiting.clear();
        return delivered;
    }

    private int start(Seat seat, Publication first) {
        if (!seat.outbox().hasRoom(first)) {
            late.add(seat);
            seat.outbox().comeBack(seat, first);
            return 0;
        }
        begin(seat, first.head());
        return seat.outbox().accept(seat, first);
    }

    private void begin(Seat seat, Head head) {
        seat.begin(head);
        if (seat.index() < 0) {
            seat.moveTo(seats.size());
            seats.add(seat);
        }
    }
}
