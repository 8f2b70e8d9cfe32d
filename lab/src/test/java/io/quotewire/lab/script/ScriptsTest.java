package io.quotewire.lab.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.Symbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every script must do: its frames must mean to the venue's real adapter what has happened, digit for digit. */
class ScriptsTest {
    static final List<Script> ALL = Scripts.ALL;

    private static final long START_US = 1_767_323_045_000_000L;
    private static final long RECV_US = START_US + 77;
    private static final int ENOUGH = 20_000;

    @ParameterizedTest
    @FieldSource("ALL")
    void frames_ofALongRun_meanWhatHappened(Script script) {
        Heard heard = new Heard();
        FrameDecoder decoder = decoder(script);
        decoder.stamp(RECV_US, true);

        for (Happening happening : happenings(script, 42)) {
            byte[] frame = script.frame(happening);
            heard.events.clear();
            decoder.decode(frame, 0, frame.length, heard);
            assertThat(heard.events).as(new String(frame, UTF_8)).hasSize(1);
            assertThat(heard.events.getFirst()).as(new String(frame, UTF_8)).satisfies(event -> same(happening, event));
        }
        assertThat(heard.others).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void key_ofAHappening_isWhatTheStageReadsInItsFrame(Script script) {
        for (Happening happening : happenings(script, 7)) {
            assertThat(script.stage().key(script.frame(happening))).isEqualTo(script.key(happening));
            assertThat(script.stage().spotSymbol(script.key(happening))).isNotNull();
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void frames_ofTheSameSeed_areTheSameBytes(Script script) {
        assertThat(text(script, happenings(script, 3))).isEqualTo(text(script, happenings(script, 3)));
        assertThat(text(script, happenings(script, 3))).isNotEqualTo(text(script, happenings(script, 4)));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void list_ofInstruments_isWhatTheAdapterReads(Script script) {
        VenueAdapter adapter = adapter(script);
        SimulatedMarket market = market(script, 1);
        Answer answer = requireNonNull(script.answer(adapter.profile().instrumentsPath(), market, START_US));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(adapter.instruments(answer.body()).skipped()).isEmpty();
        assertThat(adapter.instruments(answer.body()).spot())
                .allMatch(info -> info.trading())
                .map(info -> List.of(info.listing(), requireNonNull(info.tickSize()), requireNonNull(info.lotSize())))
                .containsExactlyElementsOf(market.pairs().stream()
                        .map(pair -> List.<Object>of(pair.listing(), pair.tick(), pair.lot()))
                        .toList());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void closingNotice_isToldAsOne(Script script) {
        Heard heard = new Heard();
        byte[] notice = script.closingNotice("0000002a", START_US);

        decoder(script).decode(notice, 0, notice.length, heard);

        assertThat(heard.events).isEmpty();
        assertThat(heard.others).singleElement().asString().startsWith("notice").endsWith("closing");
        assertThat(script.stage().key(notice)).isNull();
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void limits_allowWhatTheAdapterIsHeldTo(Script script) {
        VenueAdapter adapter = adapter(script);
        Limits limits = script.limits();

        assertThat(limits.connects().per().dividedBy(limits.connects().most()))
                .isLessThanOrEqualTo(adapter.profile().connects().spacing());
        assertThat(limits.streams() == 0
                        || limits.streams() >= adapter.profile().streamsPerConnection())
                .isTrue();
        assertThat(limits.weight().most()).isPositive();
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void of_aVenue_isItsScript(Script script) {
        assertThat(Scripts.of(script.stage().profile().venue())).isSameAs(script);
    }

    @Test
    void of_anUnknownVenue_isNull() {
        assertThat(Scripts.of("kraken")).isNull();
    }

    private static void same(Happening happening, MarketEvent event) {
        switch (happening) {
            case Quoted quoted -> {
                MarketEvent.Quote quote = (MarketEvent.Quote) event;
                assertThat(List.of(quote.listing(), quote.sequence()))
                        .isEqualTo(List.of(quoted.listing(), quoted.sequence()));
                assertThat(quote.tsUs()).isIn(0L, quoted.tsUs());
                assertThat(List.of(quote.bid() + "", quote.bidSize() + "", quote.ask() + "", quote.askSize() + ""))
                        .containsExactly(
                                quoted.bid().toString(),
                                quoted.bidSize().toString(),
                                quoted.ask().toString(),
                                quoted.askSize().toString());
            }
            case Traded traded -> {
                MarketEvent.Trade trade = (MarketEvent.Trade) event;
                assertThat(trade)
                        .isEqualTo(new MarketEvent.Trade(
                                traded.listing(),
                                traded.tsUs(),
                                RECV_US,
                                true,
                                Long.toString(traded.number()),
                                traded.number(),
                                traded.side(),
                                traded.price(),
                                traded.size(),
                                false));
                assertThat(trade.price() + " " + trade.size()).isEqualTo(traded.price() + " " + traded.size());
            }
            case Summed summed -> {
                MarketEvent.Ticker ticker = (MarketEvent.Ticker) event;
                assertThat(ticker.listing()).isEqualTo(summed.listing());
                assertThat(ticker.tsUs()).isEqualTo(summed.tsUs());
                assertThat(figures(ticker))
                        .containsExactly(
                                summed.trade().price().toString(),
                                summed.quote().bid().toString(),
                                summed.quote().bidSize().toString(),
                                summed.quote().ask().toString(),
                                summed.quote().askSize().toString(),
                                summed.day().open().toString(),
                                summed.day().high().toString(),
                                summed.day().low().toString(),
                                summed.day().volume().toString());
            }
        }
    }

    private static List<String> figures(MarketEvent.Ticker ticker) {
        List<String> figures = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            figures.add(String.valueOf(ticker.figure(figure)));
        }
        return figures;
    }

    private static List<Happening> happenings(Script script, long seed) {
        SimulatedMarket market = market(script, seed);
        List<Happening> happenings = new ArrayList<>();
        for (long us = START_US; happenings.size() < ENOUGH; us += 500_000) {
            market.advance(us, happenings::add);
        }
        return happenings;
    }

    private static SimulatedMarket market(Script script, long seed) {
        return SimulatedMarket.open(List.of(script.stage().profile().venue()), List.of(), seed, 100, START_US);
    }

    private static VenueAdapter adapter(Script script) {
        return VenueAdapters.of(script.stage().profile().venue()).orElseThrow();
    }

    private static FrameDecoder decoder(Script script) {
        VenueAdapter adapter = adapter(script);
        Map<String, Listing> listings = new HashMap<>();
        market(script, 1)
                .pairs()
                .forEach(pair -> listings.put(adapter.symbol(pair.listing().instrument()), pair.listing()));
        return new FrameDecoder(adapter, new Symbols(listings));
    }

    private static String text(Script script, List<Happening> happenings) {
        StringBuilder text = new StringBuilder();
        happenings.forEach(happening ->
                text.append(new String(script.frame(happening), UTF_8)).append('\n'));
        return text.toString();
    }
}
