package io.quotewire.venue.poll;

import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.frame.MalformedFrame;
import java.util.List;

/**
 * What is asked of one source, over and over.
 *
 * <p><b>Threads:</b> the event loop's, but {@link #read}, which must keep nothing.
 *
 * @param <T> what an answer says
 */
public interface Errand<T> {
    /** The short name that clients see. */
    String source();

    /** What to ask next. */
    RestCall call(long nowUs);

    /**
     * Reads an answer; a pure function.
     *
     * @throws MalformedFrame if it breaks the documented shape, or is a refusal
     */
    T read(byte[] body);

    /**
     * Makes of an answer what is to be told.
     *
     * @param recvUs when it came
     * @throws MalformedFrame if it cannot be true at that time
     */
    Told tell(T content, boolean simulated, long recvUs);

    /** When to ask again after {@code failures} answers in a row were of no use, at least 1. */
    long againUs(int failures, long nowUs);

    /** What it has prices of; empty where its values are no listing's topics. */
    List<ListingInfo> listings();

    /**
     * What came of an answer.
     *
     * @param events in the order in which they are to be told
     * @param refused values that were left out because they cannot be kept exactly, or have no name that we take
     * @param nextUs when to ask again
     */
    record Told(List<MarketEvent> events, int refused, long nextUs) {
        public Told {
            events = List.copyOf(events);
        }
    }
}
