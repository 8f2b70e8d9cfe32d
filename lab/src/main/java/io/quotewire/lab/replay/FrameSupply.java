package io.quotewire.lab.replay;

import io.quotewire.lab.capture.Frame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Frames in order, as far as they are at hand. The loop's. */
interface FrameSupply {
    /** The next frame, left in place; null while none is at hand and after the last. */
    @Nullable
    Frame peek() throws IOException;

    /** Takes what {@link #peek} has just shown. */
    void take();

    /** Whether null means the end. */
    boolean ended();
}
