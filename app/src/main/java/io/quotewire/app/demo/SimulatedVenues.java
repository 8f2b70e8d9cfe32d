package io.quotewire.app.demo;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.VenueConfig;
import io.quotewire.lab.simulate.Simulator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Points settings at a simulator: its venues, at its addresses, with the instruments that it trades. */
public final class SimulatedVenues {
    private SimulatedVenues() {}

    /** The settings with the simulator's venues, in its order, in place of the live ones. */
    public static AppConfig settings(AppConfig config, Simulator simulator) {
        Map<String, VenueConfig> addresses = new LinkedHashMap<>();
        for (String venue : simulator.venues()) {
            VenueConfig live = Objects.requireNonNull(config.venues().byName().get(venue), venue);
            addresses.put(venue, live.at(simulator.wsUrl(venue), simulator.restUrl(venue)));
        }
        return config.with(config.venues().with(simulator.venues(), addresses), simulator.instruments());
    }
}
