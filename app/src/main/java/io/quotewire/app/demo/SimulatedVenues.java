package io.quotewire.app.demo;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.FxConfig;
import io.quotewire.app.config.ProviderConfig;
import io.quotewire.app.config.VenueConfig;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.venue.coingecko.CoinGecko;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Points settings at a simulator: its venues, at its addresses, with the instruments that it trades. */
public final class SimulatedVenues {
    private SimulatedVenues() {}

    /** The settings with those of the simulator's venues that there are feeds for, in its order, in place of the live ones; and its providers. */
    public static AppConfig settings(AppConfig config, Simulator simulator) {
        Map<String, VenueConfig> addresses = new LinkedHashMap<>();
        for (String venue : simulator.venues()) {
            VenueConfig live = config.venues().byName().get(venue);
            if (live != null) {
                addresses.put(venue, live.at(simulator.wsUrl(venue), simulator.restUrl(venue)));
            }
        }
        return config.with(config.venues().with(List.copyOf(addresses.keySet()), addresses), simulator.instruments())
                .with(
                        fx(config.fx(), simulator),
                        config.coingecko().simulatedAt(simulator.providerUrl(CoinGecko.NAME)));
    }

    private static FxConfig fx(FxConfig live, Simulator simulator) {
        Map<String, ProviderConfig> addresses = new LinkedHashMap<>();
        live.byName().forEach((name, provider) -> addresses.put(name, provider.at(simulator.providerUrl(name))));
        return live.with(live.providers(), addresses);
    }
}
