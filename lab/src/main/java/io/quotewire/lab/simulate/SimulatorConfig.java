package io.quotewire.lab.simulate;

import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.script.Scripts;
import io.quotewire.model.Check;
import io.quotewire.model.Instrument;
import java.util.HashSet;
import java.util.List;

/**
 * What is simulated.
 *
 * @param venues short names, each once, in the order in which they are to be listed
 * @param instruments empty for all that there are; those that a venue does not list are left out there
 * @param seed of everything that chance decides: the same seed and the same calls give the same market
 * @param bustle traffic in percent of the usual, 1 to 1,000
 */
public record SimulatorConfig(List<String> venues, List<Instrument> instruments, long seed, int bustle) {
    /** Every venue that can be simulated. */
    private static final List<String> ALL =
            Scripts.ALL.stream().map(script -> script.stage().profile().venue()).toList();

    public SimulatorConfig {
        venues = List.copyOf(venues);
        instruments = List.copyOf(instruments);
        Check.range("simulate.bustle (%)", bustle, SimulatedMarket.MIN_BUSTLE, SimulatedMarket.MAX_BUSTLE);
        for (String venue : venues) {
            if (!ALL.contains(venue)) {
                throw new IllegalArgumentException(Names.unknown("simulated venue", venue, ALL));
            }
        }
        if (venues.isEmpty() || new HashSet<>(venues).size() < venues.size()) {
            throw new IllegalArgumentException("simulate.venues must name one or more of " + String.join(", ", ALL)
                    + ", each once, was " + venues);
        }
    }

    /** All venues and instruments, with the usual traffic. */
    public static SimulatorConfig of(long seed) {
        return new SimulatorConfig(ALL, List.of(), seed, 100);
    }

    public SimulatorConfig withVenues(List<String> others) {
        return new SimulatorConfig(others, instruments, seed, bustle);
    }

    public SimulatorConfig withInstruments(List<Instrument> others) {
        return new SimulatorConfig(venues, others, seed, bustle);
    }

    public SimulatorConfig withBustle(int percent) {
        return new SimulatorConfig(venues, instruments, seed, percent);
    }
}
