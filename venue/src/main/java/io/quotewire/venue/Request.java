package io.quotewire.venue;

import io.quotewire.model.Channel;
import java.util.List;

/**
 * One control message to a venue.
 *
 * @param id above zero; the venue's answer repeats it
 * @param subscribe true to begin, false to end
 * @param symbols at most as many as the profile allows in one message
 * @param atUs when it goes out, for a venue that wants to read it; 0 until then
 */
public record Request(long id, boolean subscribe, Channel channel, List<String> symbols, long atUs) {
    public Request(long id, boolean subscribe, Channel channel, List<String> symbols) {
        this(id, subscribe, channel, symbols, 0);
    }

    /** The same, going out now. */
    public Request at(long nowUs) {
        return new Request(id, subscribe, channel, symbols, nowUs);
    }
}
