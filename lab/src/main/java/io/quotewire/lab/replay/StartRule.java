package io.quotewire.lab.replay;

import io.quotewire.lab.stage.StreamKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * When the first subscription is complete: every stream that can be wanted has been asked for, or nothing more has been
 * asked for in a while.
 *
 * <p><b>Threads:</b> the loop.
 */
final class StartRule {
    private final Set<StreamKey> wanted;
    private final long quietUs;
    private final Set<StreamKey> missing;
    private boolean begun;
    private long quietAtUs;

    /** @param wanted streams of the recording that can be asked for; where there are none only quiet counts */
    StartRule(Set<StreamKey> wanted, long quietUs) {
        this.wanted = Set.copyOf(wanted);
        this.quietUs = quietUs;
        this.missing = new HashSet<>(wanted);
    }

    /** Someone has subscribed to {@code keys}. */
    void asked(Collection<StreamKey> keys, long nowUs) {
        begun = true;
        keys.forEach(missing::remove);
        quietAtUs = nowUs + quietUs;
    }

    /** Nobody is subscribed to anything any more. */
    void reset() {
        begun = false;
        missing.addAll(wanted);
    }

    /** Whether nobody has asked for anything yet. */
    boolean idle() {
        return !begun;
    }

    boolean met(long nowUs) {
        return begun && (complete() || nowUs >= quietAtUs);
    }

    boolean complete() {
        return !wanted.isEmpty() && missing.isEmpty();
    }

    /** When the quiet will have lasted long enough. */
    long quietAtUs() {
        return quietAtUs;
    }
}
