package io.quotewire.app.command;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.VenueConfig;
import io.quotewire.lab.replay.Replayer;
import io.quotewire.model.Instrument;
import io.quotewire.model.ListingInfo;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.frame.MalformedFrame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;

/** Points settings at a replayer: its venues, at its addresses, with the instruments that it has recordings of. */
public final class RecordedVenues {
    private RecordedVenues() {}

    /**
     * The settings with the replayer's venues in place of the live ones.
     *
     * @throws IOException if the recording does not say which instruments it has, or has none that can be served
     */
    public static AppConfig settings(AppConfig config, Replayer replayer) throws IOException, InterruptedException {
        Map<String, VenueConfig> addresses = new LinkedHashMap<>();
        Set<Instrument> instruments = new LinkedHashSet<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String venue : inOrder(config, replayer)) {
                VenueConfig live =
                        Objects.requireNonNull(config.venues().byName().get(venue), venue);
                addresses.put(venue, live.at(replayer.wsUrl(venue), replayer.restUrl(venue)));
                instruments.addAll(instruments(venue, replayer, http));
            }
        }
        if (instruments.isEmpty()) {
            throw new IOException("the recording has no prices of a spot pair");
        }
        return config.with(config.venues().with(List.copyOf(addresses.keySet()), addresses), List.copyOf(instruments))
                .with(config.fx().off(), config.coingecko().off()); // Rates of today would be no recording's.
    }

    /** The recorded venues, those that the settings prefer first. */
    private static List<String> inOrder(AppConfig config, Replayer replayer) {
        List<String> venues = new ArrayList<>(config.venues().enabled());
        venues.retainAll(replayer.venues());
        replayer.venues().stream().filter(venue -> !venues.contains(venue)).forEach(venues::add);
        return venues;
    }

    private static List<Instrument> instruments(String venue, Replayer replayer, HttpClient http)
            throws IOException, InterruptedException {
        VenueAdapter adapter = VenueAdapters.of(venue)
                .orElseThrow(() -> new IllegalStateException("recorded, but without an adapter: " + venue));
        URI list = URI.create(
                replayer.restUrl(venue) + adapter.profile().instruments().path());
        SortedSet<String> symbols = replayer.symbols(venue);
        try {
            byte[] body = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofByteArray())
                    .body();
            return adapter.instruments(body).spot().stream()
                    .filter(info -> symbols.contains(info.symbol()))
                    .map(ListingInfo::listing)
                    .map(listing -> listing.instrument())
                    .toList();
        } catch (MalformedFrame e) {
            throw new IOException("the recorded instrument list of " + venue + ": " + e.getMessage(), e);
        }
    }
}
