package io.quotewire.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every listing that the configured venues offer. Immutable. */
public final class Catalog {
    public static final Catalog EMPTY = new Catalog(List.of());

    private static final List<String> KINDS = Stream.of(Topic.Kind.values())
            .filter(kind -> kind != Topic.Kind.BOOK && kind != Topic.Kind.FX && kind != Topic.Kind.STATUS)
            .map(Topic.Kind::text)
            .toList();

    private final Map<Listing, ListingInfo> listings;
    private final Map<String, List<ListingInfo>> byInstrument;
    private final Set<Listing> awaited;
    private final Set<String> awaitedInstruments;
    private final Aliases aliases;
    private final Routes routes;

    /** @param listings in order of preference of their venues; of one that is there twice the last counts */
    public Catalog(Collection<ListingInfo> listings) {
        this(listings, Set.of());
    }

    /**
     * A catalog while some venues have not said yet what they list.
     *
     * @param awaited what is expected of those venues: {@link #has} takes it for existing, so that nobody is told the
     *     contrary for good; nothing else is known of it
     */
    public Catalog(Collection<ListingInfo> listings, Collection<Listing> awaited) {
        this(listings, awaited, Aliases.NONE);
    }

    /** @param aliases old names that people may still ask for; they are no topics, but lead to what there is */
    public Catalog(Collection<ListingInfo> listings, Collection<Listing> awaited, Aliases aliases) {
        this(listings, awaited, aliases, Routes.NONE);
    }

    /** @param routes by which prices in other currencies are made of what is listed */
    public Catalog(Collection<ListingInfo> listings, Collection<Listing> awaited, Aliases aliases, Routes routes) {
        Map<Listing, ListingInfo> all = new LinkedHashMap<>();
        Map<String, List<ListingInfo>> grouped = new TreeMap<>();
        for (ListingInfo info : listings) {
            all.put(info.listing(), info);
        }
        for (ListingInfo info : all.values()) {
            grouped.merge(info.listing().instrument().toString(), List.of(info), Catalog::joined);
        }
        this.listings = Collections.unmodifiableMap(all);
        this.byInstrument = Collections.unmodifiableMap(grouped);
        this.awaited = Set.copyOf(awaited);
        this.aliases = aliases;
        this.routes = routes;
        this.awaitedInstruments = awaited.stream()
                .map(listing -> listing.instrument().toString())
                .collect(Collectors.toUnmodifiableSet());
    }

    public @Nullable ListingInfo find(Listing listing) {
        return listings.get(listing);
    }

    /** The listings of one instrument in order of preference; empty where no venue has it. */
    public List<ListingInfo> of(Instrument instrument) {
        return byInstrument.getOrDefault(instrument.toString(), List.of());
    }

    /** Names of all instruments, sorted. */
    public Collection<String> instruments() {
        return byInstrument.keySet();
    }

    /** Names of all instruments that may have values, those too that are only awaited; sorted. */
    public Collection<String> expected() {
        Collection<String> names = new TreeSet<>(awaitedInstruments);
        names.addAll(instruments());
        return names;
    }

    public Collection<ListingInfo> listings() {
        return listings.values();
    }

    /**
     * Whether {@code topic} can have values: its listing exists or is awaited, or for what is made of others that of any
     * venue, or there is a way to convert it.
     */
    public boolean has(Topic topic) {
        if (topic.kind() == Topic.Kind.STATUS) {
            return venues().contains(topic.source());
        }
        boolean priced = topic.kind() == Topic.Kind.TICKER || topic.kind() == Topic.Kind.QUOTE;
        switch (topic.source()) {
            case Topic.FX -> {
                return routes.rates().contains(topic.instrument());
            }
            case Topic.BEST -> {
                return isListed(topic.instrument()) || (priced && route(topic.instrument()) != null);
            }
            case Topic.INDEX -> {
                return priced && isListed(topic.instrument());
            }
            default -> {}
        }
        Listing listing = new Listing(topic.source(), topic.instrument());
        return listings.containsKey(listing) || awaited.contains(listing);
    }

    /** Whether some venue has it, or is expected to; what is no exchange makes no market of it. */
    private boolean isListed(Instrument instrument) {
        return awaitedInstruments.contains(instrument.toString())
                || of(instrument).stream()
                        .anyMatch(info -> !Topic.APART.contains(info.listing().venue()));
    }

    /** Those that list anything, or are expected to, sorted. */
    public Collection<String> venues() {
        return Stream.concat(listings.keySet().stream(), awaited.stream())
                .map(Listing::venue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How its price is made of others; null where some venue makes it, and where there is no way. */
    public @Nullable Route route(Instrument instrument) {
        return isListed(instrument) ? null : routes.find(instrument, this::isListed);
    }

    /** The pairs of which a provider tells the rate. */
    public Collection<Instrument> rates() {
        return routes.rates();
    }

    /** The existing topic that {@code topic} was before an asset in it changed its name; null if there is none such. */
    public @Nullable Topic renamed(Topic topic) {
        Instrument meant = aliases.current(
                topic.instrument(), instrument -> has(new Topic(topic.kind(), topic.source(), instrument)));
        return meant.equals(topic.instrument()) ? null : new Topic(topic.kind(), topic.source(), meant);
    }

    /**
     * Existing topics with a name near {@code wanted}, nearest segment by segment; one that only changed its name comes
     * first.
     */
    public List<String> near(String wanted) {
        String[] parts = wanted.split(":", 4);
        if (parts.length == 2 && parts[0].equals(Topic.FX) && wanted.length() <= TopicPattern.MAX_LENGTH) {
            return nearRates(parts[1]);
        }
        if (parts.length == 2
                && parts[0].equals(Topic.Kind.STATUS.text())
                && wanted.length() <= TopicPattern.MAX_LENGTH) {
            return NearNames.of(parts[1], venues()).stream()
                    .map(venue -> Topic.status(venue).toString())
                    .toList();
        }
        if (parts.length != 3 || wanted.length() > TopicPattern.MAX_LENGTH) {
            return List.of();
        }
        Stream<String> near = candidates(parts).stream()
                .sorted(Comparator.comparingInt((String name) -> NearNames.distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()));
        return Stream.concat(renamed(wanted), near).distinct().limit(3).toList();
    }

    private List<String> nearRates(String wanted) {
        List<String> known = routes.rates().stream().map(Instrument::toString).toList();
        return NearNames.of(wanted, known).stream()
                .map(name -> Topic.FX + ":" + name)
                .toList();
    }

    private Stream<String> renamed(String wanted) {
        try {
            Topic now = renamed(Topic.parse(wanted));
            return now == null ? Stream.empty() : Stream.of(now.toString());
        } catch (IllegalArgumentException e) {
            return Stream.empty(); // Not a topic, so it has no other name.
        }
    }

    private List<String> candidates(String[] parts) {
        return nearOrSame(parts[0], KINDS).stream()
                .flatMap(kind -> nearOrSame(parts[1], sources()).stream().map(source -> kind + ":" + source))
                .flatMap(prefix -> nearOrSame(parts[2], instruments()).stream().map(name -> prefix + ":" + name))
                .filter(name -> has(Topic.parse(name)))
                .toList();
    }

    private Collection<String> sources() {
        Collection<String> names = new TreeSet<>(List.of(Topic.BEST, Topic.INDEX));
        listings.keySet().forEach(listing -> names.add(listing.venue()));
        return names;
    }

    private static Collection<String> nearOrSame(String wanted, Collection<String> known) {
        return known.contains(wanted) ? List.of(wanted) : NearNames.of(wanted, known);
    }

    private static List<ListingInfo> joined(List<ListingInfo> some, List<ListingInfo> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
