package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.dialect.Outlook;
import io.quotewire.model.Catalog;
import io.quotewire.model.Demand;
import io.quotewire.model.Listing;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sessions know of the world, as dialects may tell it to somebody. Any thread.
 *
 * @param entitlement of who is told
 */
record HouseOutlook(House house, Entitlement entitlement) implements Outlook {
    @Override
    public @Nullable Update last(Topic topic) {
        return !entitlement.sees(topic) ? null : house.fanout().lastValues().last(topic);
    }

    @Override
    public Catalog catalog() {
        return house.directory().catalog();
    }

    @Override
    public List<String> near(String topic) {
        return house.near().of(topic);
    }

    @Override
    public void glanceAt(Topic topic) {
        Demand.Part part = Demand.Part.of(topic.kind());
        long nowUs = nowUs();
        for (Listing listing : Matcher.listings(catalog(), topic)) {
            house.demands().want(listing, part);
            house.demands().leave(listing, part, nowUs);
        }
    }

    @Override
    public long nowUs() {
        return house.clock().nowUs();
    }
}
