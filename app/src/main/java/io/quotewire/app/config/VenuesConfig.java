package io.quotewire.app.config;

import io.quotewire.venue.Profile;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The venues to be read.
 *
 * @param enabled in order of preference for {@code best}
 * @param byName how to reach each venue that this build knows
 */
public record VenuesConfig(List<String> enabled, @Inline Map<String, VenueConfig> byName) {
    /** Every venue of this build, at its own address. */
    public static final VenuesConfig DEFAULT = standard();

    public VenuesConfig {
        enabled = List.copyOf(enabled);
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        if (enabled.isEmpty()) {
            throw new IllegalArgumentException("venues.enabled must name at least one venue");
        }
        Set<String> seen = new HashSet<>();
        for (String venue : enabled) {
            if (!byName.containsKey(venue)) {
                throw new IllegalArgumentException(
                        "venues.enabled has the unknown venue " + venue + Hint.of(venue, byName.keySet()));
            }
            if (!seen.add(venue)) {
                throw new IllegalArgumentException("venues.enabled names " + venue + " twice");
            }
        }
    }

    /** The same with other venues. */
    public VenuesConfig with(List<String> names, Map<String, VenueConfig> addresses) {
        Map<String, VenueConfig> all = new LinkedHashMap<>(byName);
        all.putAll(addresses);
        return new VenuesConfig(names, all);
    }

    private static VenuesConfig standard() {
        Map<String, VenueConfig> byName = new LinkedHashMap<>();
        for (VenueAdapter adapter : VenueAdapters.ALL) {
            Profile profile = adapter.profile();
            byName.put(profile.venue(), VenueConfig.of(profile));
        }
        return new VenuesConfig(VenueAdapters.USUAL, byName);
    }
}
