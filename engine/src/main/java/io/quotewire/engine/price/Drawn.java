package io.quotewire.engine.price;

import io.quotewire.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * A part that two channels know: its own, and the ticker channel, which never replaces what the healthy own channel says.
 * Where neither is healthy the one drawn last stands; of a listing that is late the own channel's is drawn. Whatever the
 * reason to draw from the other, it waits until that one's value is not the older: what is shown never goes back.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Drawn<T> {
    private final Part<T> own = new Part<>();
    private final Part<T> ticker = new Part<>();
    private Part<T> drawn = own;

    public Part<T> own() {
        return own;
    }

    public Part<T> ticker() {
        return ticker;
    }

    /** The part that clients see now; without a value where nothing is known. */
    public Part<T> part() {
        return drawn;
    }

    @Nullable
    public T value() {
        return drawn.value();
    }

    public Status status() {
        return drawn.status();
    }

    public boolean isKnown() {
        return drawn.value() != null;
    }

    public boolean isTickers() {
        return drawn == ticker;
    }

    /** Chooses anew and says whether that changed anything. */
    public boolean redraw() {
        Part<T> before = drawn;
        Part<T> better = better();
        if (drawn.value() == null || !drawn.isNewerThan(better)) {
            drawn = better;
        }
        return drawn != before;
    }

    private Part<T> better() {
        if (ticker.health().compareTo(own.health()) > 0) {
            return ticker;
        }
        return own.health() == Part.Health.SPOILT ? drawn : own;
    }

    public void spoil(Status status) {
        own.spoil(status);
        ticker.spoil(status);
    }

    public void clear() {
        own.clear();
        ticker.clear();
    }
}
