package io.quotewire.lab.simulate;

import io.quotewire.model.Instrument;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one venue that are in force.
 *
 * <p><b>Threads:</b> the loop, but for {@link #list}, which is for any.
 */
final class Faults {
    private final String venue;
    private final Set<Fault> inForce = new LinkedHashSet<>();
    private volatile List<Fault> list = List.of();

    Faults(String venue) {
        this.venue = venue;
    }

    void begin(Fault fault) {
        inForce.add(fault);
        list = List.copyOf(inForce);
    }

    /** Ends all, or those that are narrowed to {@code instrument}. */
    void heal(@Nullable Instrument instrument) {
        inForce.removeIf(fault -> instrument == null || Objects.equals(fault.instrument(), instrument));
        list = List.copyOf(inForce);
    }

    /** Whether the whole venue suffers from it. */
    boolean has(Verb verb) {
        return !inForce.isEmpty() && inForce.contains(new Fault(venue, verb, null));
    }

    /** Whether {@code instrument} suffers from it, by itself or with the whole venue. */
    boolean spoils(Verb verb, Instrument instrument) {
        return !inForce.isEmpty()
                && ((!verb.needsSymbol() && has(verb)) || inForce.contains(new Fault(venue, verb, instrument)));
    }

    /** In the order in which they began. */
    List<Fault> list() {
        return list;
    }
}
