package io.quotewire.venue;

import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.venue.candle.CandleAnswer;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleSpan;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameReader;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.MalformedFrame;
import org.jspecify.annotations.Nullable;

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

    /** A text to be sent before any request on each new connection; empty where there is none. */
    default String greeting() {
        return "";
    }

    /**
     * Reads the list of instruments.
     *
     * @throws MalformedFrame if it breaks the venue's documented shape, or is a refusal
     */
    InstrumentList instruments(byte[] body);

    /** How to ask for the book of {@code symbol} over REST; null where the venue's books are not read there. */
    default @Nullable RestCall bookCall(String symbol) {
        return null;
    }

    /**
     * Reads the answer to {@link #bookCall} and tells {@code sink} of one snapshot.
     *
     * @throws MalformedFrame if it breaks the venue's documented shape, or is a refusal
     */
    default void bookAnswer(Frame frame, Listing listing, FrameSink sink) {
        throw frame.malformed("no answer of this kind from " + profile().venue());
    }

    /**
     * How to ask over REST for past trades of {@code symbol}; null where the venue cannot be asked for them.
     *
     * @param first number of the first one wanted; {@code last} of the last one. The answer may have others too, and may
     *     end before {@code last}: then one asks again from there
     */
    default @Nullable RestCall tradesCall(String symbol, long first, long last) {
        return null;
    }

    /**
     * Reads the answer to {@link #tradesCall} and tells {@code sink} of each trade, in any order.
     *
     * @throws MalformedFrame if it breaks the venue's documented shape, or is a refusal
     */
    default void tradesAnswer(Frame frame, Listing listing, FrameSink sink) {
        throw frame.malformed("no answer of this kind from " + profile().venue());
    }

    /** The venue's own candles over REST; null where it has none. */
    default @Nullable CandleShape candles() {
        return null;
    }

    /**
     * How to ask over REST for the candles of {@code symbol}; null where the venue has none of that length.
     *
     * @param span no longer than {@link CandleShape#most}, and not empty
     */
    default @Nullable RestCall candlesCall(String symbol, CandleSpan span) {
        CandleShape shape = candles();
        String path = shape == null ? null : shape.path(symbol, span);
        return shape == null || path == null ? null : new RestCall(path, shape.weight());
    }

    /**
     * Reads the answer to {@link #candlesCall}.
     *
     * @throws MalformedFrame if it breaks the venue's documented shape, or is a refusal
     */
    default CandleAnswer candlesAnswer(Frame frame, CandleSpan span) {
        CandleShape shape = candles();
        if (shape == null) {
            throw frame.malformed("no answer of this kind from " + profile().venue());
        }
        return shape.read(frame, span);
    }
}
