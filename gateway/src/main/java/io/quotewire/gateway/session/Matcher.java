package io.quotewire.gateway.session;

import io.quotewire.model.Catalog;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.List;

/** Which topics exist, by the catalog. */
final class Matcher {
    private Matcher() {}

    /** The active listings' topics that a wildcard covers now, in order of preference. */
    static List<Topic> matches(Catalog catalog, TopicPattern pattern) {
        return catalog.listings().stream()
                .filter(ListingInfo::active)
                .map(info -> topic(pattern.kind(), info.listing()))
                .filter(pattern::matches)
                .toList();
    }

    /** Whether what a wildcard names beside its {@code *} exists. It covers venues only. */
    static boolean isKnown(Catalog catalog, TopicPattern pattern) {
        if (pattern.source() == null) {
            return pattern.instrument() == null
                    || !catalog.of(pattern.instrument()).isEmpty();
        }
        return catalog.listings().stream()
                .anyMatch(info -> info.listing().venue().equals(pattern.source()));
    }

    /** The listings that feed a topic. */
    static List<Listing> listings(Catalog catalog, Topic topic) {
        if (topic.source().equals(Topic.BEST)) {
            return catalog.of(topic.instrument()).stream()
                    .map(ListingInfo::listing)
                    .toList();
        }
        return List.of(new Listing(topic.source(), topic.instrument()));
    }

    static Topic topic(Topic.Kind kind, Listing listing) {
        return new Topic(kind, listing.venue(), listing.instrument());
    }
}
