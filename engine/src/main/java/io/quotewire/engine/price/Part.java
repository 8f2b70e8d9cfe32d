package io.quotewire.engine.price;

import io.quotewire.engine.count.Verdict;
import io.quotewire.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * What one channel last said about one part of a listing's values: a quote, a last price, the 24-hour figures.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Part<T> {
    private @Nullable T value;
    private long tsUs;
    private long recvUs;
    private boolean simulated;
    private Health health = Health.SPOILT;
    private Status status = Status.DOWN;
    private @Nullable Verdict against;
    private String why = "";

    public void take(T newValue, long newTsUs, long newRecvUs, boolean isSimulated) {
        value = newValue;
        tsUs = newTsUs;
        recvUs = newRecvUs;
        simulated = isSimulated;
        health = Health.FRESH;
        status = Status.LIVE;
        against = null;
    }

    /** Gives up on the value, which stands. */
    public void spoil(Status newStatus) {
        health = Health.SPOILT;
        status = newStatus;
        against = null;
    }

    /** The connection is back: the value is no newer for that, but nothing says that it is wrong. */
    public void revive() {
        status = Status.LIVE;
        against = null;
    }

    /** A verdict on the channel touches what was live. */
    public void doubt(Verdict verdict, String reason) {
        if (status == Status.LIVE) {
            health = verdict == Verdict.LATE && health == Health.FRESH ? Health.LATE : Health.SPOILT;
            status = Status.STALE;
            against = verdict;
            why = reason;
        }
    }

    /** The verdict was lifted. */
    public void absolve() {
        if (status == Status.STALE && against != null) {
            health = health == Health.LATE ? Health.FRESH : health;
            revive();
        }
    }

    /** The channel spoke without it; nothing keeps it true if it has done so for {@code limitUs}. */
    public void omit(long atUs, long limitUs, String reason) {
        if (health == Health.FRESH && atUs - recvUs >= limitUs) {
            spoil(Status.STALE);
            why = reason;
        }
    }

    public void clear() {
        value = null;
        spoil(Status.DOWN);
    }

    @Nullable
    public T value() {
        return value;
    }

    public long tsUs() {
        return tsUs;
    }

    public long recvUs() {
        return recvUs;
    }

    public boolean simulated() {
        return simulated;
    }

    public Health health() {
        return health;
    }

    public Status status() {
        return status;
    }

    /** Of a stale part, why it is. */
    public String why() {
        return why;
    }

    /** Newer by the time at which it reached us, then by the venue's own. */
    public boolean isNewerThan(Part<?> other) {
        return recvUs != other.recvUs ? recvUs > other.recvUs : tsUs > other.tsUs;
    }

    /** How good a value is to be drawn, the worst first. */
    public enum Health {
        /** It has not come, or something has gone wrong since. */
        SPOILT,
        /** It has come, but late. */
        LATE,
        /** It has come, and nothing has gone wrong since. */
        FRESH
    }
}
