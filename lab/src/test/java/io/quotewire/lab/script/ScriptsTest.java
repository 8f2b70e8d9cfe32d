package io.quotewire.lab.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.stage.Caller;
import io.quotewire.lab.stage.Reaction;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Channel;
import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.book.OrderBook;
import io.quotewire.venue.Request;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.FrameReader;
import io.quotewire.venue.frame.Symbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What every script must do: its frames must mean to the venue's real adapter what has happened, digit for digit. Where this
 * build has no adapter of a venue the script is held to the rest.
 */
class ScriptsTest {
    static final List<Script> ALL = Scripts.ALL;

    /** Those whose venue there is an adapter of. */
    static final List<Script> FED = ALL.stream()
            .filter(script -> VenueAdapters.of(script.stage().profile().venue()).isPresent())
            .toList();

    private static final long START_US = 1_767_323_045_000_000L;
    private static final long RECV_US = START_US + 77;
    private static final int ENOUGH = 5_000;

    @ParameterizedTest
    @FieldSource("FED")
    void frames_ofALongRun_meanWhatHappened(Script script) {
        Heard heard = new Heard();
        FrameDecoder decoder = decoder(script);
        decoder.stamp(RECV_US, true);

        for (Happening happening : happenings(script, 42)) {
            for (StreamKey stream : happening instanceof Booked ? List.<StreamKey>of() : script.streams(happening)) {
                byte[] frame = script.frame(happening, stream);
                heard.events.clear();
                decoder.decode(frame, 0, frame.length, heard);
                assertThat(heard.events)
                        .as(new String(frame, UTF_8))
                        .isNotEmpty()
                        .allSatisfy(event -> same(happening, event));
            }
        }
        assertThat(heard.others).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("FED")
    void books_ofALongRun_areBuiltAsTheyAre(Script script) {
        VenueAdapter adapter = adapter(script);
        assumeTrue(adapter.profile().channels().contains(Channel.BOOK), "no books in the adapter");
        SimulatedMarket market = market(script, 5);
        market.advance(START_US, happening -> {});
        Pair pair = market.pairs().getFirst();
        StreamKey stream = begun(script, Channel.BOOK, pair).getFirst();
        BookRun run = new BookRun(decoder(script), requireNonNull(market.book(pair.listing())));
        Happening latest = market.latest(pair.listing()).getLast();
        byte[] first = script.first(latest, stream);
        if (first != null) {
            run.take((Booked) latest, first);
        }

        market.advance(START_US + 2_000_000, happening -> {
            if (happening instanceof Booked booked && booked.listing().equals(pair.listing())) {
                run.take(booked, script.frame(booked, stream));
            }
        });

        assertThat(run.messages).isGreaterThan(15);
    }

    @ParameterizedTest
    @FieldSource("FED")
    void answers_aboutABookAndPastTrades_areWhatTheyAre(Script script) {
        VenueAdapter adapter = adapter(script);
        SimulatedMarket market = market(script, 5);
        market.advance(START_US + 1_000_000, happening -> {});
        Pair pair = market.pairs().getFirst();
        Listing listing = pair.listing();
        String symbol = adapter.symbol(listing.instrument());
        Heard heard = new Heard();

        RestCall book = adapter.bookCall(symbol);
        if (book != null) {
            read(script, market, book, (frame, any, sink) -> adapter.bookAnswer(frame, listing, sink), heard);
            BookMessage state = heard.books.getFirst();
            assertThat(state.snapshot()).isTrue();
            int levels = state.bids().count();
            Book there = requireNonNull(market.book(listing));
            assertThat(levels).isGreaterThan(90);
            if (state.last() == there.sequence()) {
                assertThat(state.bids()).isEqualTo(there.bids(levels));
                assertThat(state.asks()).isEqualTo(there.asks(levels));
            }
        }
        List<Traded> past = market.trades(listing);
        RestCall trades = adapter.tradesCall(
                symbol, past.getFirst().number(), past.getLast().number());
        if (trades != null) {
            read(script, market, trades, (frame, any, sink) -> adapter.tradesAnswer(frame, listing, sink), heard);
            List<String> read = heard.events.stream()
                    .map(MarketEvent.Trade.class::cast)
                    .map(trade -> trade.id() + " " + trade.side() + " " + trade.price() + " " + trade.size())
                    .toList();
            assertThat(read)
                    .containsAll(past.stream()
                            .map(trade ->
                                    trade.number() + " " + trade.side() + " " + trade.price() + " " + trade.size())
                            .toList());
        }
    }

    private static void read(Script script, SimulatedMarket market, RestCall call, FrameReader reader, Heard heard) {
        Answer answer = requireNonNull(script.answer(call.path(), Floor.of(market), START_US + 1_000_000));
        assertThat(answer.weight()).isLessThanOrEqualTo(call.weight());
        FrameDecoder decoder = new FrameDecoder(reader, new Symbols(Map.of()));
        decoder.stamp(RECV_US, true);
        decoder.decode(answer.body(), 0, answer.body().length, heard);
    }

    /** What the adapter asks for is what the script tells, and is acknowledged in a way that the adapter understands. */
    @ParameterizedTest
    @FieldSource("FED")
    void requests_ofTheAdapter_beginStreamsThatAreTold(Script script) {
        SimulatedMarket market = market(script, 1);
        market.advance(START_US, happening -> {});
        Pair pair = market.pairs().getFirst();
        Set<StreamKey> told = new HashSet<>();
        market.latest(pair.listing()).forEach(happening -> told.addAll(script.streams(happening)));

        for (Channel channel : adapter(script).profile().channels()) {
            List<StreamKey> begun = begun(script, channel, pair);
            assertThat(begun)
                    .as("%s", channel)
                    .isNotEmpty()
                    .allMatch(
                            stream -> told.contains(stream) || script.beat(stream, Floor.of(market), START_US) != null);
            assertThat(begun).as("%s", channel).anyMatch(told::contains);
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void streams_ofAHappening_areWhatTheStageReadsInTheirFrames(Script script) {
        for (Happening happening : happenings(script, 7)) {
            for (StreamKey stream : script.streams(happening)) {
                StreamKey read = script.stage().key(script.frame(happening, stream));
                // A frame of Kraken's does not say how deep a book was asked for.
                StreamKey expected = read != null && stream.channel().startsWith(read.channel() + "-")
                        ? new StreamKey(read.channel(), stream.symbol())
                        : stream;
                assertThat(read).isEqualTo(expected);
                boolean wanted = !(happening instanceof Booked);
                assertThat(script.stage().spotSymbol(stream) != null).isEqualTo(wanted);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void frames_ofTheSameSeed_areTheSameBytes(Script script) {
        assertThat(text(script, happenings(script, 3))).isEqualTo(text(script, happenings(script, 3)));
        assertThat(text(script, happenings(script, 3))).isNotEqualTo(text(script, happenings(script, 4)));
    }

    @ParameterizedTest
    @FieldSource("FED")
    void list_ofInstruments_isWhatTheAdapterReads(Script script) {
        VenueAdapter adapter = adapter(script);
        SimulatedMarket market = market(script, 1);
        Answer answer =
                requireNonNull(script.answer(adapter.profile().instruments().path(), Floor.of(market), START_US));

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
    @FieldSource("FED")
    void closingNotice_whereThereIsOne_isToldAsOne(Script script) {
        byte[] notice = script.closingNotice("0000002a", START_US);
        boolean gives = Set.of("okx", "binance", "gate")
                .contains(script.stage().profile().venue());
        assertThat(notice != null).isEqualTo(gives);
        if (notice != null) {
            Heard heard = new Heard();
            decoder(script).decode(notice, 0, notice.length, heard);

            assertThat(heard.events).isEmpty();
            assertThat(heard.others)
                    .singleElement()
                    .asString()
                    .startsWith("notice")
                    .endsWith("closing");
            assertThat(script.stage().key(notice)).isNull();
        }
    }

    @ParameterizedTest
    @FieldSource("FED")
    void limits_allowWhatTheAdapterIsHeldTo(Script script) {
        VenueAdapter adapter = adapter(script);
        Limits limits = script.limits();

        assertThat(io.quotewire.venue.limit.Limits.of(adapter.profile().venue()).connects())
                .anySatisfy(ours -> assertThat(ours.window().dividedBy(ours.most()))
                        .isGreaterThanOrEqualTo(limits.connects()
                                .per()
                                .dividedBy(limits.connects().most())));
        assertThat(limits.streams() == 0
                        || limits.streams() >= adapter.profile().streamsPerConnection())
                .isTrue();
        assertThat(limits.streamsAtOnce() == 0
                        || limits.streamsAtOnce() >= adapter.profile().symbolsPerMessage())
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
        assertThat(Scripts.of("bitstamp")).isNull();
    }

    private static List<StreamKey> begun(Script script, Channel channel, Pair pair) {
        VenueAdapter adapter = adapter(script);
        String symbol = adapter.symbol(pair.listing().instrument());
        String message = adapter.message(new Request(7, true, channel, List.of(symbol)));
        Reaction reaction = script.stage().react(new Caller("0000002a", Set.of(), START_US), message);
        Heard heard = new Heard();
        FrameDecoder decoder = decoder(script);
        for (String reply : reaction.replies()) {
            byte[] bytes = script.stage().numbered(reply.getBytes(UTF_8), 0);
            decoder.decode(bytes, 0, bytes.length, heard);
        }
        assertThat(heard.others).as(message).isNotEmpty().allMatch(said -> said.startsWith("acknowledged"));
        return reaction.begin();
    }

    private static void same(Happening happening, MarketEvent event) {
        switch (event) {
            case MarketEvent.Quote quote ->
                same(happening instanceof Summed summed ? summed.quote() : (Quoted) happening, quote);
            case MarketEvent.Trade trade -> same((Traded) happening, trade);
            case MarketEvent.Ticker ticker -> same((Summed) happening, ticker);
            default -> throw new AssertionError(event + " of " + happening);
        }
    }

    private static void same(Quoted quoted, MarketEvent.Quote quote) {
        assertThat(quote.listing()).isEqualTo(quoted.listing());
        assertThat(quote.sequence()).isIn(0L, quoted.sequence());
        assertThat(List.of(quote.bid() + "", quote.bidSize() + "", quote.ask() + "", quote.askSize() + ""))
                .containsExactly(
                        quoted.bid().toString(),
                        quoted.bidSize().toString(),
                        quoted.ask().toString(),
                        quoted.askSize().toString());
    }

    private static void same(Traded traded, MarketEvent.Trade trade) {
        assertThat(trade)
                .isEqualTo(new MarketEvent.Trade(
                        traded.listing(),
                        traded.tsUs(),
                        RECV_US,
                        true,
                        Long.toString(traded.number()),
                        trade.number() <= 0 ? trade.number() : traded.number(),
                        traded.side(),
                        traded.price(),
                        traded.size(),
                        false));
        assertThat(trade.price() + " " + trade.size()).isEqualTo(traded.price() + " " + traded.size());
    }

    /** A venue need not tell every figure, but the last price and the volume all tell. */
    private static void same(Summed summed, MarketEvent.Ticker ticker) {
        assertThat(ticker.listing()).isEqualTo(summed.listing());
        assertThat(ticker.tsUs()).isIn(0L, summed.tsUs());
        List<Decimal> told = List.of(
                summed.trade().price(),
                summed.quote().bid(),
                summed.quote().bidSize(),
                summed.quote().ask(),
                summed.quote().askSize(),
                summed.day().open(),
                summed.day().high(),
                summed.day().low(),
                summed.day().volume());
        Iterator<Decimal> next = told.iterator();
        for (Figure figure : Figure.values()) {
            Decimal read = ticker.figure(figure);
            if (!next.hasNext()) {
                assertThat(read).as("%s, which no exchange tells", figure).isNull();
                continue;
            }
            String expected = next.next().toString();
            assertThat(read == null || read.toString().equals(expected))
                    .as("%s %s, not %s", figure, read, expected)
                    .isTrue();
        }
        assertThat(ticker.figure(Figure.LAST)).isNotNull();
        assertThat(ticker.figure(Figure.VOLUME)).isNotNull();
    }

    /** Builds a book from a venue's messages as a gateway does, and holds it to the market's. */
    private static final class BookRun {
        private final OrderBook book = new OrderBook();
        private final Heard heard = new Heard();
        private final FrameDecoder decoder;
        private long last;
        private int messages;

        /** @param start what the venue would say over REST */
        BookRun(FrameDecoder decoder, Book start) {
            this.decoder = decoder;
            book.replace(Extent.WHOLE, start.bids(Book.WHOLE), start.asks(Book.WHOLE));
            last = start.sequence();
            decoder.stamp(RECV_US, true);
        }

        void take(Booked booked, byte[] frame) {
            heard.books.clear();
            decoder.decode(frame, 0, frame.length, heard);
            BookMessage message = heard.books.getFirst();
            messages++;
            assertThat(message.listing()).isEqualTo(booked.listing());
            if (message.snapshot()) {
                assertThat(book.replace(message.extent(), message.bids(), message.asks()))
                        .isTrue();
            } else {
                assertThat(message.first()).isIn(0L, last + 1);
                assertThat(book.apply(message.bids(), message.asks())).isTrue();
            }
            last = message.last();
            assertThat(book.bids().best(10)).isEqualTo(booked.after().bids(10));
            assertThat(book.asks().best(10)).isEqualTo(booked.after().asks(10));
            assertThat(message.checksum() == null || book.adds(requireNonNull(message.checksum())))
                    .isTrue();
        }
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
        for (Happening happening : happenings) {
            for (StreamKey stream : script.streams(happening)) {
                text.append(new String(script.frame(happening, stream), UTF_8)).append('\n');
            }
        }
        return text.toString();
    }
}
