package io.quotewire.venue.list;

import io.quotewire.model.Aliases;
import io.quotewire.model.Instrument;
import io.quotewire.model.ListingInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a venue's list says that its last one did not. Each listing is in one part at most, but for one that is spelled anew
 * and halted or resumed at once.
 *
 * @param added new; also what trades again after it had left the list
 * @param halted still listed, and no longer trading
 * @param resumed trading again
 * @param delisted gone, as the last list had them
 * @param renamed gone, where the list has the same under another name
 * @param respelled the same instrument under another symbol of the venue: it is to be subscribed anew
 */
public record InstrumentChanges(
        List<ListingInfo> added,
        List<ListingInfo> halted,
        List<ListingInfo> resumed,
        List<ListingInfo> delisted,
        List<Renamed> renamed,
        List<Respelled> respelled) {
    /** One instrument went and another came that is the same asset. {@code now} need not be new in this list. */
    public record Renamed(ListingInfo before, ListingInfo now) {}

    /** One instrument whose symbol is another now. */
    public record Respelled(ListingInfo before, ListingInfo now) {}

    public InstrumentChanges {
        added = List.copyOf(added);
        halted = List.copyOf(halted);
        resumed = List.copyOf(resumed);
        delisted = List.copyOf(delisted);
        renamed = List.copyOf(renamed);
        respelled = List.copyOf(respelled);
    }

    /**
     * Compares two lists of one venue; of an instrument that is in a list twice the last counts.
     *
     * @param aliases the names that mean others at this time
     */
    public static InstrumentChanges between(
            Collection<ListingInfo> before, Collection<ListingInfo> now, Aliases aliases) {
        Map<Instrument, ListingInfo> old = byInstrument(before);
        Map<Instrument, ListingInfo> fresh = byInstrument(now);
        List<Renamed> renamed = new ArrayList<>();
        List<ListingInfo> delisted = new ArrayList<>();
        old.forEach((instrument, info) -> {
            if (!fresh.containsKey(instrument)) {
                ListingInfo successor = fresh.get(aliases.current(instrument, fresh::containsKey));
                if (successor == null) {
                    delisted.add(info);
                } else {
                    renamed.add(new Renamed(info, successor));
                }
            }
        });
        return staying(old, fresh, delisted, renamed);
    }

    /** Whether the two lists say the same. */
    public boolean isEmpty() {
        return List.of(added, halted, resumed, delisted, renamed, respelled).stream()
                .allMatch(List::isEmpty);
    }

    private static InstrumentChanges staying(
            Map<Instrument, ListingInfo> old,
            Map<Instrument, ListingInfo> fresh,
            List<ListingInfo> delisted,
            List<Renamed> renamed) {
        Set<ListingInfo> successors = new HashSet<>();
        renamed.forEach(one -> successors.add(one.now()));
        List<ListingInfo> added = new ArrayList<>();
        List<ListingInfo> halted = new ArrayList<>();
        List<ListingInfo> resumed = new ArrayList<>();
        List<Respelled> respelled = new ArrayList<>();
        fresh.forEach((instrument, info) -> {
            ListingInfo was = old.get(instrument);
            if (was == null) {
                if (!successors.contains(info)) {
                    added.add(info);
                }
            } else {
                if (was.trading() != info.trading()) {
                    (info.trading() ? resumed : halted).add(info);
                }
                if (!was.symbol().equals(info.symbol())) {
                    respelled.add(new Respelled(was, info));
                }
            }
        });
        return new InstrumentChanges(added, halted, resumed, delisted, renamed, respelled);
    }

    private static Map<Instrument, ListingInfo> byInstrument(Collection<ListingInfo> list) {
        Map<Instrument, ListingInfo> byInstrument = new LinkedHashMap<>();
        list.forEach(info -> byInstrument.put(info.listing().instrument(), info));
        return byInstrument;
    }
}
