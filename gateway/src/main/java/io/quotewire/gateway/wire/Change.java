package io.quotewire.gateway.wire;

import io.quotewire.model.Update;
import org.jspecify.annotations.Nullable;

/**
 * What one publication is about, for those who print it in their own words.
 *
 * @param before what its followers were told before it, null where that does not matter: at a beginning, at a rate
 * @param now the newest update of the topic
 */
public record Change(@Nullable Update before, Update now) {
    /** What somebody begins with, or goes on with after a loss; null where there has been no update. */
    public static @Nullable Change whole(@Nullable Update now) {
        return now == null ? null : new Change(null, now);
    }
}
