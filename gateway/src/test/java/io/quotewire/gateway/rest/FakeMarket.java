package io.quotewire.gateway.rest;

import io.quotewire.model.Catalog;
import io.quotewire.model.Decimal;
import io.quotewire.model.Directory;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Two venues with what a test puts into them. */
public final class FakeMarket implements Directory, Snapshots {
    final Map<String, String> values = new ConcurrentHashMap<>();
    final Map<Topic, Update> updates = new ConcurrentHashMap<>();
    volatile boolean live = true;
    volatile List<SourceReport> reports = List.of(report("okx", SourceReport.State.LIVE, false));
    private volatile Catalog catalog = new Catalog(List.of(
            info("okx", "BTC-USDT", "BTC-USDT", "0.1", true),
            info("binance", "BTC-USDT", "BTCUSDT", "0.01", true),
            info("binance", "ETH-USDT", "ETHUSDT", null, false)));

    /** What is known of a source. */
    public static SourceReport report(String source, SourceReport.State state, boolean simulated) {
        boolean live = state == SourceReport.State.LIVE;
        return new SourceReport(
                source,
                state,
                1_732_115_000_000_000L,
                live ? 1_732_115_014_990_000L : 0,
                live ? 1204 : 0,
                live ? 3 : -1,
                live ? 11 : -1,
                30,
                0,
                0,
                0,
                "sequence",
                "snapshot only",
                List.of(new SourceReport.Limit("subscriptions_per_hour", 3, 480)),
                List.of(),
                0,
                simulated,
                live ? null : "connection refused");
    }

    static ListingInfo info(String venue, String instrument, String symbol, @Nullable String tick, boolean active) {
        return new ListingInfo(
                new Listing(venue, Instrument.parse(instrument)),
                symbol,
                tick == null ? null : Decimal.parse(tick),
                tick == null ? null : Decimal.parse("0.00000001"),
                tick != null,
                active);
    }

    /** Lists {@code count} instruments on okx, each with a ticker. */
    void fill(int count) {
        List<ListingInfo> infos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String instrument = "C%04d-USDT".formatted(i);
            infos.add(info("okx", instrument, instrument, "0.1", true));
            values.put("ticker:best:" + instrument, "{\"n\":" + i + "}");
        }
        catalog = new Catalog(infos);
    }

    void list(Catalog other) {
        catalog = other;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public List<SourceReport> sources() {
        return reports;
    }

    @Override
    public byte @Nullable [] snapshotJson(Topic topic) {
        String value = values.get(topic.toString());
        return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] nothingYet(Topic topic) {
        return ("nothing yet of " + topic).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Update last(Topic topic) {
        return updates.get(topic);
    }

    @Override
    public boolean anyLive() {
        return live;
    }
}
