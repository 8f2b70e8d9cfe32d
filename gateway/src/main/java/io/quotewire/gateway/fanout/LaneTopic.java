package io.quotewire.gateway.fanout;

import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One topic on one lane: the seats that get its stream, and those that wait for their first message.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class LaneTopic {
    private final Topic topic;
    private final Broadcaster home;
    private final Set<Seat> waiting = new LinkedHashSet<>();

    /** Their sockets were full when their first message came; they wait again once there is room. */
    private final Set<Seat> late = new LinkedHashSet<>();

    private final List<Seat> seats = new ArrayList<>();
    private @Nullable Head last;

    /** A first message is on its way. */
    private boolean asked;

    LaneTopic(Topic topic, Broadcaster home) {
        this.topic = topic;
        this.home = home;
    }

    Topic topic() {
        return topic;
    }

    /** Where the stream through this lane stands; null before its first message. */
    @Nullable
    Head last() {
        return last;
    }

    boolean isEmpty() {
        return seats.isEmpty() && waiting.isEmpty() && late.isEmpty();
    }

    void await(Seat seat) {
        late.remove(seat);
        waiting.add(seat);
    }

    /** The seat, of a book, missed something: it is as one that waits for its first message, once there is room. */
    void beginAnew(Seat seat) {
        unseat(seat);
        late.add(seat);
    }

    void remove(Seat seat) {
        waiting.remove(seat);
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
        int delivered = publication.kind() == Publication.Kind.FIRST ? start(publication) : stream(publication);
        last = publication.head();
        return delivered;
    }

    /** Makes the broadcaster know what this lane wants; false if it cannot take that now. */
    boolean settle(Lane lane) {
        if (asked) {
            return true; // The first message on its way belongs to whoever waits when it comes.
        }
        if (isEmpty()) {
            return home.request(new Request.Leave(topic, lane));
        }
        if (!waiting.isEmpty()) {
            asked = home.request(new Request.Join(topic, lane));
            return asked;
        }
        return true;
    }

    /** Whether the broadcaster has no reason to send anything more. */
    boolean isDone() {
        return isEmpty() && !asked;
    }

    /** From the last to the first: a seat that gives itself up on the way moves only one that has been served. */
    private int stream(Publication publication) {
        int count = seats.size();
        for (int i = count - 1; i >= 0; i--) {
            Seat seat = seats.get(i);
            seat.outbox().accept(seat, publication);
        }
        return count;
    }

    private int start(Publication publication) {
        asked = false;
        int delivered = 0;
        for (Seat seat : waiting) {
            if (!seat.outbox().hasRoom(publication)) {
                late.add(seat);
                seat.outbox().comeBack(seat, publication);
                continue;
            }
            if (seat.index() < 0) {
                seat.moveTo(seats.size());
                seats.add(seat);
            }
            delivered += seat.outbox().begin(seat, publication) ? 1 : 0;
        }
        waiting.clear();
        return delivered;
    }
}
