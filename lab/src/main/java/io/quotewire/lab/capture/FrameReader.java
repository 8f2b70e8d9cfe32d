package io.quotewire.lab.capture;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Frames one after the other, read as they are asked for.
 *
 * <p><b>Threads:</b> one.
 */
public interface FrameReader extends Closeable {
    /**
     * The next frame, null at the end.
     *
     * @throws BadCapture if a file has become unreadable since it was opened
     */
    @Nullable
    Frame next() throws IOException;
}
