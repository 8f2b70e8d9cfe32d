package io.quotewire.venue.frame;

/** A venue's way to put things, as a pure function of a frame's bytes. */
@FunctionalInterface
public interface FrameReader {
    /**
     * Reads one frame up to its last value and tells {@code sink} what it says. Whether anything stands behind that value
     * is for {@link FrameDecoder} to see, which is the one to call.
     *
     * @throws MalformedFrame if the frame breaks the venue's documented shape
     */
    void decode(Frame frame, Symbols symbols, FrameSink sink);
}
