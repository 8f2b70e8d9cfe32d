package io.quotewire.venue;

import io.quotewire.model.ListingInfo;
import java.util.List;

/**
 * What a venue says it trades.
 *
 * @param spot its spot pairs, none of them active
 * @param skipped symbols of what is no spot pair, or has a code that is not 1 to 20 of A to Z and 0 to 9
 */
public record InstrumentList(List<ListingInfo> spot, List<String> skipped) {
    public InstrumentList {
        spot = List.copyOf(spot);
        skipped = List.copyOf(skipped);
    }
}
