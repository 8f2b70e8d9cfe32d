package io.quotewire.gateway.rest;

import io.quotewire.model.Catalog;
import io.quotewire.model.Instrument;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Topic;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instruments whose tickers are listed: all, or those of one quote. In a currency that {@code best} can convert to, all that
 * flows belongs to these.
 */
final class TickerNames {
    private final Catalog catalog;
    private final String source;
    private final @Nullable String quote;

    TickerNames(Catalog catalog, String source, @Nullable String quote) {
        this.catalog = catalog;
        this.source = source;
        this.quote = quote;
    }

    Topic topic(String name) {
        return new Topic(Topic.Kind.TICKER, source, Instrument.parse(name));
    }

    /** Sorted. */
    Collection<String> all() {
        if (quote == null) {
            return catalog.expected();
        }
        TreeSet<String> names = new TreeSet<>();
        catalog.expected().stream()
                .filter(name -> Instrument.parse(name).quote().equals(quote))
                .filter(name -> catalog.has(topic(name)))
                .forEach(names::add);
        converted().forEach(names::add);
        return names;
    }

    /** Those of a page that are converted. */
    List<Topic> conversions(String after, int limit) {
        return converted()
                .sorted()
                .filter(name -> name.compareTo(after) > 0)
                .limit(limit)
                .map(this::topic)
                .toList();
    }

    private Stream<String> converted() {
        String code = quote;
        if (code == null || !source.equals(Topic.BEST)) {
            return Stream.of();
        }
        Stream<String> listed = catalog.listings().stream()
                .filter(ListingInfo::active)
                .map(info -> info.listing().instrument().base());
        Stream<String> awaited = catalog.expected().stream()
                .map(Instrument::parse)
                .filter(instrument -> catalog.of(instrument).isEmpty())
                .map(Instrument::base);
        return Stream.concat(listed, awaited)
                .distinct()
                .filter(base -> !base.equals(code))
                .map(base -> new Instrument(base, code))
                .filter(instrument -> catalog.route(instrument) != null)
                .map(Instrument::toString);
    }
}
