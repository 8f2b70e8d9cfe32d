package io.quotewire.venue;

import io.quotewire.model.Instrument;
import io.quotewire.venue.frame.FrameReader;
import io.quotewire.venue.frame.MalformedFrame;

/**
 * All that is particular to one venue, as data and pure functions.
 *
 * <p>Implementations hold no state, open no socket and read no clock; {@link FeedHandler} does. That is what lets one
 * frame in a file and the lines it must become test them completely.
 *
 * <p><b>Threads:</b> any.
 */
public interface VenueAdapter extends FrameReader {
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
}
