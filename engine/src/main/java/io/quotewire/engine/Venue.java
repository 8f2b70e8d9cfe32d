package io.quotewire.engine;

import io.quotewire.engine.time.Lag;
import io.quotewire.engine.time.Patience;
import io.quotewire.engine.time.Speech;
import io.quotewire.engine.time.Timers;
import java.util.ArrayList;
import java.util.List;

/**
 * What the listings of one venue in one shard have in common: whether anything comes at all, and how late.
 *
 * <p>How often something comes depends on which listings are followed. So it is learned anew when one is lost or closed,
 * and when the venue was mute: what comes back need not be all of it.
 *
 * <p><b>Threads:</b> the shard's only, but {@link #muteSinceUs} from any.
 */
final class Venue implements Timers.Task {
    /** No listing of it is connected, so nothing can be said. */
    static final long ABSENT = -1;

    private final String name;
    private final Patience patience;
    private final Timers timers;
    private final Timers.Timer timer;
    private final Tally tally;
    private final Lag lag = new Lag();
    private final Speech speech;
    private final List<Vigil> vigils = new ArrayList<>();
    private int connected;
    private volatile long muteSinceUs = ABSENT;

    Venue(String name, Scope scope) {
        this.name = name;
        this.patience = scope.patience();
        this.timers = scope.timers();
        this.timer = timers.create(this);
        this.tally = scope.tally();
        this.speech = new Speech(patience.wordUs());
    }

    String name() {
        return name;
    }

    void join(Vigil vigil) {
        vigils.add(vigil);
    }

    /** {@link #ABSENT}, 0 while something comes, or when the last came before nothing did. */
    long muteSinceUs() {
        return muteSinceUs;
    }

    /** How far behind an event is. */
    long behindUs(long tsUs, long recvUs) {
        return lag.of(tsUs, recvUs);
    }

    void connect() {
        if (connected++ == 0) {
            speech.interrupt();
            muteSinceUs = 0;
        }
    }

    void disconnect() {
        speech.forget();
        if (--connected == 0) {
            muteSinceUs = ABSENT;
        }
    }

    /**
     * Something came that can be believed.
     *
     * @param greeting whether it is the first of its channel, as a venue sends them all at once to one who subscribes
     */
    void hears(long recvUs, boolean greeting) {
        if (muteSinceUs > 0) {
            muteSinceUs = 0;
            speech.forget(); // But not this pause, which is the first to be learned, should it have been no outage.
        }
        if (greeting) {
            speech.interrupt();
        }
        speech.add(recvUs);
        timers.arm(timer, dueUs());
    }

    @Override
    public void expire(long nowUs) {
        long dueUs = dueUs();
        if (dueUs > nowUs) {
            timers.arm(timer, dueUs);
        } else if (muteSinceUs == 0) {
            fallMute(nowUs);
        }
    }

    private void fallMute(long nowUs) {
        long silentUs = nowUs - speech.lastUs();
        muteSinceUs = speech.lastUs();
        tally.count(Verdict.MUTE.count());
        String why = name + " mute: nothing at all for " + silentUs / 1_000 + " ms";
        for (int i = 0; i < vigils.size(); i++) {
            vigils.get(i).mute(why, nowUs);
        }
    }

    private long dueUs() {
        long limitUs = patience.venueUs(speech);
        return limitUs == Timers.NEVER ? Timers.NEVER : speech.lastUs() + limitUs;
    }
}
