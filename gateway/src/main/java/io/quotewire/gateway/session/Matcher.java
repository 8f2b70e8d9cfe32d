package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.model.Catalog;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Route;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which topics exist, by the catalog. */
final class Matcher {
    private Matcher() {}

    /** The active listings' topics that a wildcard covers now, in order of preference. */
    static List<Topic> matches(Catalog catalog, TopicPattern pattern) {
        if (pattern.kind() == Topic.Kind.FX) {
            return catalog.rates().stream()
                    .map(Topic::fx)
                    .filter(pattern::matches)
                    .sorted(Comparator.comparing(Topic::toString))
                    .toList();
        }
        if (pattern.kind() == Topic.Kind.STATUS) {
            return catalog.venues().stream().map(Topic::status).toList();
        }
        return catalog.listings().stream()
                .filter(ListingInfo::active)
                .map(info -> topic(pattern.kind(), info.listing()))
                .filter(pattern::matches)
                .toList();
    }

    /** Of those the ones that somebody may see. */
    static List<Topic> matches(Catalog catalog, TopicPattern pattern, Entitlement entitlement) {
        return matches(catalog, pattern).stream()
                .filter(topic -> entitlement.sees(topic) && entitlement.reaches(topic))
                .toList();
    }

    /** Whether what a wildcard names beside its {@code *} exists. It covers venues only. */
    static boolean isKnown(Catalog catalog, TopicPattern pattern) {
        if (pattern.kind() == Topic.Kind.STATUS) {
            return true;
        }
        if (pattern.source() == null) {
            return pattern.instrument() == null
                    || !catalog.of(pattern.instrument()).isEmpty();
        }
        if (pattern.kind() == Topic.Kind.FX) {
            return !catalog.rates().isEmpty();
        }
        return catalog.listings().stream()
                .anyMatch(info -> info.listing().venue().equals(pattern.source()));
    }

    /** The listings that feed a topic; a price that no venue makes is one of {@code best}, fed by those it is made of. */
    static List<Listing> listings(Catalog catalog, Topic topic) {
        if (topic.kind() == Topic.Kind.STATUS) {
            return List.of(); // How a venue fares is told whether it is wanted or not.
        }
        return switch (topic.source()) {
            case Topic.FX -> List.of(); // Rates come whether they are wanted or not.
            case Topic.BEST, Topic.INDEX -> {
                Route route = catalog.route(topic.instrument());
                yield route == null ? listings(catalog, topic.instrument()) : converted(catalog, route);
            }
            default -> List.of(listing(catalog, topic));
        };
    }

    /** The catalog's own, if it has it: many keep it. */
    private static Listing listing(Catalog catalog, Topic topic) {
        Listing listing = new Listing(topic.source(), topic.instrument());
        ListingInfo info = catalog.find(listing);
        return info == null ? listing : info.listing();
    }

    private static List<Listing> converted(Catalog catalog, Route route) {
        List<Listing> all = new ArrayList<>(List.of(new Listing(Topic.BEST, route.to())));
        all.addAll(listings(catalog, route.from()));
        return List.copyOf(all);
    }

    private static List<Listing> listings(Catalog catalog, Instrument instrument) {
        return catalog.of(instrument).stream().map(ListingInfo::listing).toList();
    }

    static Topic topic(Topic.Kind kind, Listing listing) {
        if (kind == Topic.Kind.STATUS) {
            return Topic.status(listing.venue());
        }
        return new Topic(kind, listing.venue(), listing.instrument());
    }
}
