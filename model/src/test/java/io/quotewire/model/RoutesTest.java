package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Routes ROUTES = new Routes(
            List.of("USDT", "USD"),
            List.of(Instrument.parse("USDT-USD"), Instrument.parse("USD-XYZ")),
            Set.of(Instrument.parse("USD-CAD"), Instrument.parse("XYZ-ABC")));

    private static @Nullable String way(String to, String... listed) {
        Set<String> known = Set.of(listed);
        Route route = ROUTES.find(Instrument.parse(to), instrument -> known.contains(instrument.toString()));
        return route == null ? null : route.from() + " by " + route.path();
    }

    @Test
    void way_beginsWithTheFirstQuoteThatIsTraded_andIsTheShortest() {
        assertThat(way("BTC-CAD", "BTC-USDT", "BTC-USD", "USDT-USD")).isEqualTo("BTC-USDT by USDT>USD>CAD");
        assertThat(way("BTC-CAD", "BTC-USD", "USDT-USD")).isEqualTo("BTC-USD by USD>CAD");
        assertThat(way("BTC-USD", "BTC-USDT", "USDT-USD")).isEqualTo("BTC-USDT by USDT>USD");
        assertThat(way("USDT-CAD", "USDT-USD")).isEqualTo("USDT-USD by USD>CAD");
    }

    @Test
    void way_isNone_overAPairThatNobodyTrades_orMoreThanThreeSteps() {
        assertThat(way("BTC-CAD", "BTC-USDT")).isNull();
        assertThat(way("BTC-CAD", "ETH-USDT", "USDT-USD")).isNull();
        assertThat(way("BTC-XYZ", "BTC-USD", "USD-XYZ")).isEqualTo("BTC-USD by USD>XYZ");
        assertThat(way("BTC-ABC", "BTC-USDT", "USDT-USD", "USD-XYZ")).isEqualTo("BTC-USDT by USDT>USD>XYZ>ABC");
        assertThat(way("BTC-EUR", "BTC-USDT", "USDT-USD")).isNull();
    }

    @Test
    void route_thatDoesNotHangTogether_isRefused() {
        Route.Leg leg = new Route.Leg(Instrument.parse("USD-CAD"), true);
        assertThatThrownBy(() -> new Route(Instrument.parse("BTC-CAD"), Instrument.parse("BTC-USDT"), List.of(leg)))
                .hasMessageContaining("does not begin with USDT");
        assertThatThrownBy(() -> new Route(Instrument.parse("BTC-EUR"), Instrument.parse("BTC-USD"), List.of(leg)))
                .hasMessageContaining("ends in CAD");
        assertThatThrownBy(() -> new Route(Instrument.parse("ETH-CAD"), Instrument.parse("BTC-USD"), List.of(leg)))
                .hasMessageContaining("no route from BTC-USD to ETH-CAD");
    }
}
