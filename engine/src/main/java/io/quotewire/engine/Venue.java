package io.quotewire.engine;

import io.quotewire.engine.count.Tally;
import io.quotewire.engine.count.Verdict;
import io.quotewire.engine.time.Insistence;
import io.quotewire.engine.time.Lag;
import io.quotewire.engine.time.Patience;
import io.quotewire.engine.time.Speech;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.FeedCommand;
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
    private final Timers.Timer cure;
    private final Scope scope;
    private final Tally tally;
    private final Insistence insistence = new Insistence();
    private final Lag lag = new Lag();
    private final Speech speech;
    private final List<Vigil> vigils = new ArrayList<>();
    private int connected;
    private int awaited;
    private long awaitedSinceUs;
    private volatile long muteSinceUs = ABSENT;

    Venue(String name, Scope scope) {
        this.name = name;
        this.patience = scope.patience();
        this.timers = scope.timers();
        this.timer = timers.create(this);
        this.cure = timers.create(this::cure);
        this.scope = scope;
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

    /** Whether it is known what the venue's clock says. */
    boolean hasTime() {
        return lag.isKnown();
    }

    /** What the venue's clock says, as far as its fastest events tell; ours where they do not yet. */
    long timeUs(long nowUs) {
        return lag.isKnown() ? nowUs - lag.floorUs(nowUs) : nowUs;
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

    /** One more listing is subscribed of which nothing has come yet. */
    void await(long sinceUs) {
        if (awaited++ == 0) {
            awaitedSinceUs = sinceUs;
        }
    }

    void awaitNoMore() {
        if (--awaited == 0 && connected == 0) {
            muteSinceUs = ABSENT;
        }
    }

    /** A listing of which nothing has come yet should have spoken. Where nothing has come of any, all of them should. */
    void accuse(String why, long nowUs) {
        if (connected == 0 && muteSinceUs == ABSENT) {
            muteSinceUs = awaitedSinceUs;
            tally.count(Verdict.MUTE.count());
            probe(why, nowUs);
        }
    }

    /** Whether anything came shortly ago. */
    boolean spokeLately(long nowUs) {
        return nowUs - speech.lastUs() <= patience.latelyUs();
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
        } else if (muteSinceUs == 0 && isWatched()) {
            fallMute(nowUs);
        }
    }

    private boolean isWatched() {
        for (int i = 0; i < vigils.size(); i++) {
            if (vigils.get(i).isWatched()) {
                return true;
            }
        }
        return false;
    }

    private void fallMute(long nowUs) {
        long silentUs = nowUs - speech.lastUs();
        muteSinceUs = speech.lastUs();
        tally.count(Verdict.MUTE.count());
        String why = name + " mute: nothing at all for " + silentUs / 1_000 + " ms";
        for (int i = 0; i < vigils.size(); i++) {
            vigils.get(i).mute(why, nowUs);
        }
        probe(why, nowUs);
    }

    /** First it is asked whether it lives, which costs it nothing. */
    private void probe(String why, long nowUs) {
        scope.ask(new FeedCommand.Probe(name, why));
        timers.arm(cure, nowUs + patience.silenceUs());
    }

    /** That it answers is not enough: the connections of all that are silent are made anew, and again with patience. */
    private void cure(long nowUs) {
        if (muteSinceUs <= 0) {
            return;
        }
        if (nowUs >= insistence.nextUs() && nowUs - muteSinceUs >= patience.silenceUs()) {
            insistence.asked(nowUs);
            String why = name + " stayed mute for " + (nowUs - muteSinceUs) / 1_000 + " ms";
            for (int i = 0; i < vigils.size(); i++) {
                if (vigils.get(i).isWatched()) {
                    scope.ask(new FeedCommand.Reconnect(vigils.get(i).listing(), why));
                }
            }
        }
        timers.arm(cure, Math.max(insistence.nextUs(), nowUs + patience.silenceUs()));
    }

    private long dueUs() {
        long limitUs = patience.venueUs(speech);
        return limitUs == Timers.NEVER ? Timers.NEVER : speech.lastUs() + limitUs;
    }
}
