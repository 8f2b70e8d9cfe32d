package io.quotewire.venue.limit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the file holds of one ledger.
 *
 * @param address host and port of the venue's data: a simulator at another address has a ledger of its own
 */
record Saved(
        String venue,
        String address,
        long banUntilUs,
        int refusals,
        Map<Kind, List<Spent>> spent,
        Map<Kind, MonthCount> months) {

    String key() {
        return venue + " " + address;
    }

    /** The same with all times moved by {@code shiftUs}, and none of them after {@code latestUs}. */
    Saved moved(long shiftUs, long latestUs) {
        Map<Kind, List<Spent>> movedSpent = new EnumMap<>(Kind.class);
        spent.forEach((kind, entries) -> movedSpent.put(
                kind,
                entries.stream()
                        .map(one -> new Spent(Math.min(latestUs, one.atUs() + shiftUs), one.amount()))
                        .toList()));
        long until = banUntilUs == 0 ? 0 : Math.min(latestUs + Ban.LONGEST_US, banUntilUs + shiftUs);
        return new Saved(venue, address, until, refusals, movedSpent, months);
    }

    /** Whether anything in it can still hold us back, at any limits that there may be. */
    boolean matters(long nowUs, long longestUs) {
        return banUntilUs > nowUs
                || months.values().stream().anyMatch(month -> month.at(nowUs).spent() > 0)
                || spent.values().stream().flatMap(List::stream).anyMatch(one -> one.atUs() > nowUs - longestUs);
    }
}
