package io.quotewire.lab.load.run;

import io.quotewire.lab.load.check.ReplyCheck;
import io.quotewire.lab.load.link.Connection;
import io.quotewire.lab.load.link.Ear;
import io.quotewire.lab.load.link.Ending;
import io.quotewire.lab.load.link.Loop;
import io.quotewire.lab.load.link.Target;
import io.quotewire.lab.load.measure.Meter;

/**
 * One connection of a rate of requests. Replies come in the order of the requests, so the first one that waits is the one that
 * is answered; how long that took counts from the time at which it should have been sent.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class Requester implements Ear {
    private final Loop loop;
    private final Endpoint endpoint;
    private final Connection connection;
    private final Errors errors;
    private final int mostWaiting;
    private long[] dueNs = new long[64];
    private int first;
    private int waiting;
    private boolean opened;
    private boolean ended;

    /** What is asked for, and what becomes of it. */
    static final class Endpoint {
        private final String path;
        private final ReplyCheck check;
        private final Meter meter = new Meter();
        private long requests;
        private long replies;
        private long wrong;

        Endpoint(String path, ReplyCheck check) {
            this.path = path;
            this.check = check;
        }

        String path() {
            return path;
        }

        Meter meter() {
            return meter;
        }

        long requests() {
            return requests;
        }

        long replies() {
            return replies;
        }

        long wrong() {
            return wrong;
        }
    }

    /** @param mostWaiting with so many unanswered it sends no more, or what waits would grow without end */
    Requester(Loop loop, Target target, Endpoint endpoint, Errors errors, int mostWaiting) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.errors = errors;
        this.mostWaiting = mostWaiting;
        this.connection = new Connection(loop, target, endpoint.path, Connection.Kind.WEB_SOCKET, this);
    }

    void open() {
        connection.open();
    }

    /** Sends one that was due then, with the next flush, or counts as an error that it cannot. */
    void ask(long due) {
        endpoint.requests++;
        if (!connection.isOpen()) {
            errors.add(ended ? "not sent: the connection had ended" : "not sent: not connected");
            return;
        }
        if (waiting >= mostWaiting) {
            errors.add("not sent: too many unanswered");
            return;
        }
        if (waiting == dueNs.length) {
            grow();
        }
        dueNs[(first + waiting++) & (dueNs.length - 1)] = due;
        connection.queue("{}");
    }

    void flush() {
        connection.flush();
    }

    int waiting() {
        return waiting;
    }

    /** Whether its handshake has been answered, also where it has ended since. */
    boolean hasOpened() {
        return opened;
    }

    /** Whether its end is known, so that what waits is waited for in vain. */
    boolean isEnded() {
        return ended;
    }

    /** Counts what was never answered. */
    void leave() {
        if (waiting > 0) {
            errors.add("never answered", waiting);
        }
        connection.leave();
    }

    @Override
    public void opened() {
        opened = true;
    }

    @Override
    public void heard(byte[] bytes, int from, int to) {
        endpoint.replies++;
        endpoint.meter.message(to - from);
        if (waiting == 0) {
            errors.add("a reply that nobody asked for");
            return;
        }
        long due = dueNs[first];
        first = (first + 1) & (dueNs.length - 1);
        waiting--;
        endpoint.meter.took((loop.readNs() - due) / 1_000);
        String complaint = endpoint.check.complaint(bytes, from, to);
        if (complaint != null) {
            endpoint.wrong++;
            errors.add(complaint);
        }
    }

    @Override
    public void ended(Ending ending) {
        ended = true;
        errors.add(ending.text());
    }

    private void grow() {
        long[] larger = new long[dueNs.length * 2];
        for (int i = 0; i < waiting; i++) {
            larger[i] = dueNs[(first + i) & (dueNs.length - 1)];
        }
        dueNs = larger;
        first = 0;
    }
}
