package io.quotewire.lab.replay;

import io.quotewire.lab.capture.Frame;
import org.jspecify.annotations.Nullable;

/** A supply that never has anything. */
final class NothingYet implements FrameSupply {
    @Override
    public @Nullable Frame peek() {
        return null;
    }

    @Override
    public void take() {
        throw new IllegalStateException("there is nothing to take");
    }

    @Override
    public boolean ended() {
        return false;
    }
}
