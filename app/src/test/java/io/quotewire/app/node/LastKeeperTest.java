package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.Configuration;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastKeeperTest {
    private static final long NOW_US = 1_764_500_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void open_switchedOff_isNone() throws Exception {
        assertThat(LastKeeper.open(
                        config(Map.of("QUOTEWIRE_LAST_VALUES_ENABLED", "false")),
                        folder,
                        () -> NOW_US,
                        new SplittableRandom(1)))
                .isNull();
    }

    /** Also that a Redis which is not there delays nothing but a little. */
    @Test
    void recalled_areOnlyOfSourcesThatThereAre() throws Exception {
        Map<String, String> variables = Map.of(
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                "1",
                "QUOTEWIRE_VENUES_ENABLED",
                "okx",
                "QUOTEWIRE_FX_PROVIDERS",
                "frankfurter");
        List<String> told = new ArrayList<>();
        try (LastKeeper keeper = open(variables)) {
            for (String topic : List.of("quote:okx:BTC-USDT", "quote:kraken:BTC-USDT")) {
                keeper.values().on(quote(topic, Topic.parse(topic).source()));
            }
            keeper.values().on(quote("quote:best:BTC-USDT", "okx"));
            keeper.values().on(quote("quote:best:ETH-USDT", "kraken"));
            keeper.values().on(rate("USD-CAD", "frankfurter"));
            keeper.values().on(rate("USD-EUR", "exchangerate-open"));
            assertThat(keeper.values().read())
                    .anyMatch(reading -> reading.labels().containsValue("redis"));
        }
        try (LastKeeper keeper = open(variables)) {
            keeper.recall(
                    event -> {
                        MarketEvent.Remembered before = (MarketEvent.Remembered) event;
                        told.add(before.was().topic().toString());
                        return before.recvUs() == NOW_US;
                    },
                    () -> NOW_US);
        }
        assertThat(told).containsExactly("fx:USD-CAD", "quote:best:BTC-USDT", "quote:okx:BTC-USDT");
    }

    private LastKeeper open(Map<String, String> variables) throws Exception {
        return Objects.requireNonNull(
                LastKeeper.open(config(variables), folder, () -> NOW_US, new SplittableRandom(1)));
    }

    private AppConfig config(Map<String, String> variables) throws Exception {
        return Configuration.load(new Configuration.Sources(null, folder, variables, List.of()))
                .values();
    }

    private static Update quote(String topic, String source) {
        return value(Topic.parse(topic), source, new QuoteData(Decimal.parse("1"), null, Decimal.parse("2"), null));
    }

    private static Update rate(String pair, String provider) {
        return value(Topic.parse("fx:" + pair), provider, new RateData(Decimal.parse("1.4"), false, null));
    }

    private static Update value(Topic topic, String source, Data data) {
        Head head = new Head(topic, new Epoch(NOW_US / 1_000), 1, NOW_US, NOW_US, source, Status.LIVE, false);
        return new Update.Value(head, false, data);
    }
}
