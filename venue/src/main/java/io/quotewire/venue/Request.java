package io.quotewire.venue;

import io.quotewire.model.Channel;
import java.util.List;

/**
 * One control message to a venue.
 *
 * @param id above zero; the venue's answer repeats it
 * @param subscribe true to begin, false to end
 * @param symbols at most as many as the profile allows in one message
 */
public record Request(long id, boolean subscribe, Channel channel, List<String> symbols) {}
