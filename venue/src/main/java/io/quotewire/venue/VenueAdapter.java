package io.quotewire.venue;

import io.quotewire.model.Instrument;

/**
 * All that is particular to one venue, as data and pure functions.
 *
 * <p>Implementations hold no state, open no socket and read no clock; {@link FeedHandler} does. That is what lets one
 * frame in a file and the lines it must become test them completely.
 *
 * <p><b>Threads:</b> any.
 */
public interface VenueAdapter {
    Profile profile();

    /** The venue's spelling of {@code instrument}. */
    String symbol(Instrument instrument);

    /** The text that asks for what {@code request} says. */
    String message(Request request);

    /**
     * Reads the list of instruments.
     *
     * @throws MalformedFrame if it breaks the venue's documented shape, or is a refusal
     */
    InstrumentList instruments(byte[] body);

    /**
     * Reads one frame up to its last value and tells {@code sink} what it says. Whether anything stands behind that value
     * is for {@link FrameDecoder} to see, which is the one to call.
     *
     * @throws MalformedFrame if the frame breaks the venue's documented shape
     */
    void decode(Frame frame, Symbols symbols, FrameSink sink);
}
