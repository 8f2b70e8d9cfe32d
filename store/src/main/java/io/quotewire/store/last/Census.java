package io.quotewire.store.last;

import io.quotewire.model.Status;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Refusal;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of the values that were found are told again.
 *
 * @param nowUs when they were found
 * @param known whether this gateway has the topic, and the value's source
 */
record Census(long nowUs, long maxAgeUs, Predicate<LastValue> known) {
    /** As far as our clock may have been set back, or another machine's be ahead. */
    static final long AHEAD_US = TimeUnit.HOURS.toMicros(1);

    /** Why it is not; null where it is. */
    @Nullable
    Refusal refuses(LastValue value) {
        long bornUs = TimeUnit.MILLISECONDS.toMicros(value.head().epoch().value());
        long recvUs = value.head().recvUs();
        if (Math.max(bornUs, Math.max(recvUs, value.head().tsUs())) > nowUs + AHEAD_US
                || value.head().epoch().value() > Long.MAX_VALUE / 1_000) {
            return Refusal.FUTURE;
        }
        if (nowUs - recvUs > maxAgeUs) {
            return Refusal.AGE;
        }
        if (value.head().status() == Status.CLOSED) {
            return Refusal.CLOSED;
        }
        return known.test(value) ? null : Refusal.UNKNOWN;
    }
}
