package io.quotewire.app.node;

import io.quotewire.model.Catalog;
import io.quotewire.model.EventSink;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Route;
import io.quotewire.model.Routes;
import io.quotewire.model.Topic;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the engine for prices in currencies that no venue trades: those that are configured as soon as there is a way, others when
 * somebody wants them. The engine knows by itself what it has begun already.
 *
 * <p><b>Threads:</b> any, once the engine is known.
 */
final class Conversions {
    private final Routes routes;
    private final Set<Instrument> configured = new LinkedHashSet<>();
    private final MicroClock clock;
    private volatile EventSink engine = event -> false;

    /**
     * Conversions of an engine that is still to be told.
     *
     * @param instruments that are converted from the start to each of {@code quotes}
     */
    Conversions(Routes routes, List<Instrument> instruments, List<String> quotes, MicroClock clock) {
        this.routes = routes;
        this.clock = clock;
        for (String quote : quotes) {
            instruments.stream()
                    .filter(instrument -> !instrument.base().equals(quote))
                    .forEach(instrument -> configured.add(new Instrument(instrument.base(), quote)));
        }
    }

    void with(EventSink sink) {
        engine = sink;
    }

    Routes routes() {
        return routes;
    }

    /** Whether conversions go by its price, so that it must flow wherever it is listed. */
    boolean goBy(Instrument instrument) {
        return routes.markets().contains(instrument);
    }

    /** The listings that conversions go by. */
    List<Listing> legs(Catalog catalog) {
        return routes.markets().stream()
                .flatMap(pair -> catalog.of(pair).stream())
                .map(ListingInfo::listing)
                .toList();
    }

    /** Begins those that are configured, as far as there is a way. */
    void begin(Catalog catalog) {
        configured.forEach(instrument -> begin(catalog, instrument));
    }

    /** Ends one that is not configured. */
    void end(Instrument instrument) {
        if (!configured.contains(instrument)) {
            engine.offer(new MarketEvent.FeedClosed(new Listing(Topic.BEST, instrument), clock.nowUs(), "no_demand"));
        }
    }

    /** Begins one; where the engine has no room for that now, the next who wants it asks again. */
    void begin(Catalog catalog, Instrument instrument) {
        Route route = catalog.route(instrument);
        if (route != null) {
            engine.offer(new MarketEvent.Convert(new Listing(Topic.BEST, instrument), clock.nowUs(), route));
        }
    }
}
