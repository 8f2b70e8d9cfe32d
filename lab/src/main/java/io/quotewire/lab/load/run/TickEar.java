package io.quotewire.lab.load.run;

import io.quotewire.lab.load.check.TickReader;
import io.quotewire.lab.load.link.Connection;
import io.quotewire.lab.load.link.Ear;
import io.quotewire.lab.load.link.Ending;
import io.quotewire.lab.load.link.Loop;
import io.quotewire.lab.load.link.Target;
import io.quotewire.lab.load.measure.Meter;

/**
 * A client that is told one price over and over, each with its time.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class TickEar implements Ear {
    private static final int SHORT_FRAME = 126;
    private static final int SHORT_HEAD = 2;
    private static final int LONG_HEAD = 4;

    private final Crowd crowd;
    private final Connection connection;
    private boolean listening;
    private boolean told;
    private long lastUs;

    /** What clients of one round have in common. */
    static final class Crowd {
        private final Loop loop;
        private final Meter meter;
        private final Errors errors;
        private boolean measuring;
        private long opened;
        private long failed;
        private long older;
        private long wireBytes;

        Crowd(Loop loop, Meter meter, Errors errors) {
            this.loop = loop;
            this.meter = meter;
            this.errors = errors;
        }

        void measure(boolean measures) {
            measuring = measures;
        }

        Meter meter() {
            return meter;
        }

        /** How many handshakes were answered, also of those that ended later. */
        long opened() {
            return opened;
        }

        /** How many ended before their handshake was answered. */
        long failed() {
            return failed;
        }

        /** How many prices bore an earlier time than the one before, as after a change to another venue. */
        long older() {
            return older;
        }

        /** With what frames add to their payload. */
        long wireBytes() {
            return wireBytes;
        }
    }

    TickEar(Crowd crowd, Target target, String path) {
        this.crowd = crowd;
        this.connection = new Connection(crowd.loop, target, path, Connection.Kind.WEB_SOCKET, this);
    }

    void open() {
        connection.open();
    }

    void leave() {
        connection.leave();
    }

    /** Whether it could hear, and was told no price while that was measured. */
    boolean isSilent() {
        return listening && !told;
    }

    @Override
    public void opened() {
        listening = true;
        crowd.opened++;
    }

    @Override
    public void heard(byte[] bytes, int from, int to) {
        long us = TickReader.timestampUs(bytes, from, to);
        if (us < 0) {
            crowd.errors.add("a message that is no price with its time");
        }
        if (crowd.measuring) {
            int length = to - from;
            crowd.meter.message(length);
            crowd.wireBytes += length + (length < SHORT_FRAME ? SHORT_HEAD : LONG_HEAD);
            if (us >= 0) {
                price(us);
            }
        }
    }

    private void price(long us) {
        told = true;
        crowd.meter.took(crowd.loop.readUs() - us);
        crowd.older += us < lastUs ? 1 : 0;
        lastUs = us;
    }

    @Override
    public void ended(Ending ending) {
        listening = false;
        crowd.failed += ending.opened() ? 0 : 1;
        crowd.errors.add(ending.text());
    }
}
