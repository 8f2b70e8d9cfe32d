package io.quotewire.engine;

import io.quotewire.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * What one channel last said about one part of a listing's values: a quote, a last price, the 24-hour figures.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Part<T> {
    private @Nullable T value;
    private long tsUs;
    private long recvUs;
    private boolean simulated;
    private boolean fresh;
    private Status status = Status.DOWN;

    void take(T newValue, long newTsUs, long newRecvUs, boolean isSimulated) {
        value = newValue;
        tsUs = newTsUs;
        recvUs = newRecvUs;
        simulated = isSimulated;
        fresh = true;
        status = Status.LIVE;
    }

    /** Gives up on the value, which stands. */
    void spoil(Status newStatus) {
        fresh = false;
        status = newStatus;
    }

    /** The connection is back: the value is no newer for that, but nothing says that it is wrong. */
    void revive() {
        status = Status.LIVE;
    }

    void clear() {
        value = null;
        spoil(Status.DOWN);
    }

    @Nullable
    T value() {
        return value;
    }

    long tsUs() {
        return tsUs;
    }

    long recvUs() {
        return recvUs;
    }

    boolean simulated() {
        return simulated;
    }

    /** Whether the value has come, and nothing has gone wrong since. */
    boolean fresh() {
        return fresh;
    }

    Status status() {
        return status;
    }

    /** When the part has been silent for {@code silenceUs}; never, if it is not fresh. */
    long dueUs(long silenceUs) {
        return fresh ? recvUs + silenceUs : Timers.NEVER;
    }

    /** Newer by the time at which it reached us, then by the venue's own. */
    boolean isNewerThan(Part<?> other) {
        return recvUs != other.recvUs ? recvUs > other.recvUs : tsUs > other.tsUs;
    }
}
