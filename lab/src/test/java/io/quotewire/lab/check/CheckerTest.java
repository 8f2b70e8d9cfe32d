package io.quotewire.lab.check;

import static io.quotewire.lab.check.Told.BTC;
import static io.quotewire.lab.check.Told.START_US;
import static io.quotewire.lab.check.Told.TICKER;
import static io.quotewire.lab.check.Told.TRADE;
import static io.quotewire.lab.check.Told.changed;
import static io.quotewire.lab.check.Told.data;
import static io.quotewire.lab.check.Told.gap;
import static io.quotewire.lab.check.Told.head;
import static io.quotewire.lab.check.Told.item;
import static io.quotewire.lab.check.Told.longer;
import static io.quotewire.lab.check.Told.other;
import static io.quotewire.lab.check.Told.quote;
import static io.quotewire.lab.check.Told.status;
import static io.quotewire.lab.check.Told.still;
import static io.quotewire.lab.check.Told.ticker;
import static io.quotewire.lab.check.Told.tickerData;
import static io.quotewire.lab.check.Told.traded;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.client.Message;
import io.quotewire.client.Message.Form;
import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each tampered list differs from a sound one, which stands beside it, in one thing. */
class CheckerTest {
    private static final Topic QUOTE = new Topic(Topic.Kind.QUOTE, "okx", BTC);
    private static final Topic MINUTE = new Topic(Topic.Kind.CANDLE_1M, "okx", BTC);
    private static final Decimal ONE = Decimal.parse("1");
    private static final Candle FLAT = new Candle(0, 60_000_000, ONE, ONE, ONE, ONE, BigDecimal.ONE, null, 1);
    private static final Topic BEST_TRADE = new Topic(Topic.Kind.TRADE, Topic.BEST, BTC);
    private static final Topic BEST_QUOTE = new Topic(Topic.Kind.QUOTE, Topic.BEST, BTC);

    private final EventLog log = new EventLog();
    private final Checker checker = new Checker(log);
    private final Map<String, List<Quoted>> quotes = new HashMap<>();
    private final Map<String, List<Traded>> trades = new HashMap<>();
    private final Map<String, List<Summed>> sums = new HashMap<>();

    @BeforeEach
    void happen() {
        SimulatedMarket market = SimulatedMarket.open(List.of("okx", "binance"), List.of(BTC), 42, 100, START_US);
        for (int second = 0; second < 20; second++) {
            market.advance(START_US + second * 1_000_000L, this::note);
        }
    }

    @Test
    void everything_passedOnAsItWas_isSound() {
        long seq = 0;
        feed(new Message.Trades(head(TRADE, "okx", 0), true, Message.NONE, List.of()));
        for (Traded traded : trades("okx")) {
            feed(traded(TRADE, ++seq, traded));
        }
        for (Quoted quoted : quotes("okx")) {
            feed(quote(QUOTE, ++seq, Form.UPDATE, quoted));
        }
        for (Summed summed : sums("okx")) {
            feed(ticker(++seq, summed, summed.quote(), summed.trade().price()));
        }

        assertThat(checker.findings()).isEmpty();
        assertThat(checker.summary())
                .contains(
                        "messages of 3 topics",
                        "0 invented, 0 doubled, 0 lost, 0 broken chain, 0 going back, 0 crossed")
                .endsWith("; 0 gaps announced 0 missing");
    }

    @Test
    void trade_withAnyDigitChanged_isInvented() {
        Traded told = trades("okx").get(3);
        TradeItem sound = item(1, told);
        List<TradeItem> tampered = List.of(
                new TradeItem(1, "17", sound.side(), sound.price(), sound.size(), sound.tsUs(), false, false),
                new TradeItem(
                        1, sound.id(), other(sound.side()), sound.price(), sound.size(), sound.tsUs(), false, false),
                new TradeItem(
                        1, sound.id(), sound.side(), changed(sound.price()), sound.size(), sound.tsUs(), false, false),
                new TradeItem(
                        1, sound.id(), sound.side(), longer(sound.price()), sound.size(), sound.tsUs(), false, false),
                new TradeItem(
                        1, sound.id(), sound.side(), sound.price(), changed(sound.size()), sound.tsUs(), false, false),
                new TradeItem(
                        1, sound.id(), sound.side(), sound.price(), sound.size(), sound.tsUs() + 1, false, false));

        for (TradeItem item : tampered) {
            assertThat(found(new Message.Trades(head(TRADE, "okx", 1), false, 0, List.of(item))))
                    .as(item.toString())
                    .containsExactly(Kind.INVENTED);
        }
        assertThat(found(new Message.Trades(head(TRADE, "okx", 1), false, 0, List.of(sound))))
                .isEmpty();
        assertThat(found(new Message.Trades(head(TRADE, "binance", 1), false, 0, List.of(sound))))
                .containsExactly(Kind.INVENTED);
    }

    @Test
    void quote_withAnyDigitChangedOrASideMissing_isInvented() {
        Quoted told = quotes("okx").get(3);
        QuoteData sound = data(told);
        List<QuoteData> tampered = List.of(
                new QuoteData(changed(told.bid()), told.bidSize(), told.ask(), told.askSize()),
                new QuoteData(told.bid(), changed(told.bidSize()), told.ask(), told.askSize()),
                new QuoteData(told.bid(), told.bidSize(), changed(told.ask()), told.askSize()),
                new QuoteData(told.bid(), told.bidSize(), told.ask(), longer(told.askSize())),
                new QuoteData(null, null, told.ask(), told.askSize()),
                new QuoteData(told.bid(), told.bidSize(), null, null));

        for (QuoteData data : tampered) {
            assertThat(found(new Message.Quote(head(QUOTE, "okx", 1), Form.UPDATE, data)))
                    .as(data.toString())
                    .containsExactly(Kind.INVENTED);
        }
        assertThat(found(new Message.Quote(head(QUOTE, "okx", 1), Form.UPDATE, sound)))
                .isEmpty();
        assertThat(found(new Message.Quote(head(QUOTE, "okx", 1), Form.SNAPSHOT, null)))
                .isEmpty();
        assertThat(found(new Message.Quote(head(BEST_QUOTE, "binance", 1), Form.UPDATE, sound)))
                .containsExactly(Kind.INVENTED);
    }

    @Test
    void ticker_ofPartsOfDifferentMoments_isSound() {
        Summed summed = sums("okx").get(2);

        assertThat(found(ticker(
                        1,
                        summed,
                        quotes("okx").getLast(),
                        trades("okx").getFirst().price())))
                .isEmpty();
    }

    /** As behind a silence: the quotes of meanwhile were told to nobody, and the first figures bring the last of them. */
    @Test
    void quote_thatOnlyFiguresTold_isSound() {
        Summed summed = sums("okx").get(2);
        EventLog fresh = new EventLog();
        fresh.add(summed);
        Checker after = new Checker(fresh);
        after.on(ticker(1, summed, summed.quote(), summed.trade().price()));
        after.on(quote(QUOTE, 1, Form.SNAPSHOT, summed.quote()));

        assertThat(after.findings()).isEmpty();
        assertThat(fresh.newest()).isEqualTo(summed.id());
    }

    @Test
    void ticker_withAnyFigureChanged_isInvented() {
        Summed told = sums("okx").get(2);
        Decimal last = told.trade().price();
        Decimal open = told.day().open();
        Decimal high = told.day().high();
        Decimal low = told.day().low();
        Decimal volume = told.day().volume();
        QuoteData quote = data(told.quote());
        List<TickerData> tampered = List.of(
                tickerData(Decimal.parse("1.5"), quote, open, high, low, volume),
                tickerData(longer(last), quote, open, high, low, volume),
                tickerData(last, quote, changed(open), high, low, volume),
                tickerData(last, quote, open, changed(high), low, volume),
                tickerData(last, quote, open, high, changed(low), volume),
                tickerData(last, quote, open, high, low, changed(volume)),
                tickerData(
                        last,
                        new QuoteData(quote.bid(), quote.bidSize(), quote.bid(), quote.askSize()),
                        open,
                        high,
                        low,
                        volume),
                new TickerData(last, quote, open, high, low, volume, Decimal.ZERO, Decimal.ZERO),
                new TickerData(last, quote, open, high, low, volume, null, null));

        for (TickerData data : tampered) {
            assertThat(found(new Message.Ticker(head(TICKER, "okx", 1), Form.UPDATE, data)))
                    .as(data.toString())
                    .containsExactly(Kind.INVENTED);
        }
        TickerData sound = tickerData(last, quote, open, high, low, volume);
        assertThat(found(new Message.Ticker(head(TICKER, "okx", 1), Form.UPDATE, sound)))
                .isEmpty();
    }

    @Test
    void trade_ofABook_thatNobodyTold_isInventedHoweverPlausible() {
        Checker empty = new Checker(new EventLog());

        empty.on(traded(TRADE, 1, trades("okx").getFirst()));

        assertThat(empty.count(Kind.INVENTED)).isEqualTo(1);
        assertThat(empty.findings().getFirst().toString())
                .startsWith("invented, trade:okx:BTC-USDT: ")
                .endsWith("told was nothing like it");
    }

    @Test
    void trade_twiceInAChain_isDoubled() {
        assertThat(found(deal(1, 0), deal(2, 1), deal(3, 2))).isEmpty();
        assertThat(found(deal(1, 0), deal(2, 1), deal(3, 1))).containsExactly(Kind.DOUBLED);
    }

    @Test
    void trade_againInANewEpoch_isSound() {
        Message.Trades again = Told.anew(item(1, trades("okx").get(1)));

        assertThat(found(deal(1, 0), deal(2, 1), Told.anew(), again)).isEmpty();
    }

    @Test
    void trade_afterALaterOne_goesBack() {
        assertThat(found(deal(1, 2), deal(2, 3))).isEmpty();
        assertThat(found(deal(1, 3), deal(2, 2))).containsExactly(Kind.GOING_BACK);
    }

    @Test
    void trades_missing_areLostUnlessAGapSaysExactlyHowMany() {
        assertThat(found(deal(1, 0), gap(2, 3), deal(3, 4))).isEmpty();
        assertThat(found(deal(1, 0), gap(2, 1), gap(3, 2), deal(4, 4))).isEmpty();
        assertThat(found(deal(1, 0), gap(2, Message.NONE), deal(3, 4))).isEmpty();
        assertThat(found(deal(1, 0), deal(2, 4))).containsExactly(Kind.LOST);
        assertThat(found(deal(1, 0), gap(2, 2), deal(3, 4))).containsExactly(Kind.LOST);
        assertThat(found(deal(1, 0), gap(2, 4), deal(3, 4))).containsExactly(Kind.LOST);
        assertThat(found(deal(1, 0), gap(2, Message.NONE), deal(3, 4), deal(4, 6)))
                .containsExactly(Kind.LOST);
        assertThat(found(deal(1, 0), gap(2, 3), deal(3, 4), deal(4, 8))).containsExactly(Kind.LOST);
    }

    @Test
    void trades_betweenSourcesOfBest_areCountedForEachRunAlone() {
        Message.StatusChange toBinance =
                new Message.StatusChange(head(BEST_TRADE, "binance", 3), 2, "okx", "okx silent", START_US, null);
        Message.StatusChange back =
                new Message.StatusChange(head(BEST_TRADE, "okx", 6), 5, "binance", "okx is back", START_US, null);

        assertThat(found(
                        best("okx", 1, 0),
                        best("okx", 2, 1),
                        toBinance,
                        best("binance", 4, 5),
                        best("binance", 5, 6),
                        back,
                        best("okx", 7, 9),
                        best("okx", 8, 10)))
                .isEmpty();
        assertThat(found(best("okx", 1, 0), best("okx", 2, 1), toBinance, best("binance", 4, 5), best("binance", 5, 7)))
                .containsExactly(Kind.LOST);
        assertThat(found(
                        best("okx", 1, 0),
                        best("okx", 2, 1),
                        toBinance,
                        best("binance", 4, 5),
                        best("binance", 5, 6),
                        back,
                        best("okx", 7, 1)))
                .containsExactly(Kind.DOUBLED);
    }

    @Test
    void quote_asNewsTwice_isDoubled_butMayBeToldAgainByAStatus() {
        Quoted told = quotes("okx").get(5);

        assertThat(found(quote(QUOTE, 1, Form.UPDATE, told), quote(QUOTE, 2, Form.UPDATE, told)))
                .containsExactly(Kind.DOUBLED);
        assertThat(found(
                        quote(QUOTE, 1, Form.UPDATE, told),
                        status(QUOTE, 2, told),
                        quote(QUOTE, 2, Form.STATUS, told),
                        quote(QUOTE, 3, Form.UPDATE, told)))
                .isEmpty();
    }

    @Test
    void quote_ofOneSource_mustNotGoBack() {
        List<Quoted> okx = quotes("okx");

        assertThat(found(quote(QUOTE, 1, Form.UPDATE, okx.get(5)), quote(QUOTE, 2, Form.UPDATE, okx.get(4))))
                .containsExactly(Kind.GOING_BACK);
        assertThat(found(quote(QUOTE, 1, Form.UPDATE, okx.get(4)), quote(QUOTE, 2, Form.UPDATE, okx.get(9))))
                .isEmpty();
        assertThat(found(
                        quote(BEST_QUOTE, 1, Form.UPDATE, okx.get(9)),
                        quote(BEST_QUOTE, 2, Form.SNAPSHOT, quotes("binance").get(2)),
                        quote(BEST_QUOTE, 3, Form.SNAPSHOT, okx.get(9))))
                .isEmpty();
        assertThat(found(
                        quote(BEST_QUOTE, 1, Form.UPDATE, okx.get(9)),
                        quote(BEST_QUOTE, 2, Form.SNAPSHOT, quotes("binance").get(2)),
                        quote(BEST_QUOTE, 3, Form.SNAPSHOT, okx.get(8))))
                .containsExactly(Kind.GOING_BACK);
    }

    @Test
    void chain_ofValues_mayLeaveNumbersOutButNotRepeatThem() {
        List<Quoted> okx = quotes("okx");

        assertThat(found(
                        quote(QUOTE, 5, Form.SNAPSHOT, okx.get(1)),
                        quote(QUOTE, 9, Form.UPDATE, okx.get(2)),
                        still(QUOTE, 9)))
                .isEmpty();
        assertThat(found(quote(QUOTE, 5, Form.SNAPSHOT, okx.get(1)), quote(QUOTE, 5, Form.UPDATE, okx.get(2))))
                .containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(quote(QUOTE, 5, Form.SNAPSHOT, okx.get(1)), quote(QUOTE, 4, Form.SNAPSHOT, okx.get(2))))
                .containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(quote(QUOTE, 5, Form.SNAPSHOT, okx.get(1)), still(QUOTE, 6)))
                .containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(quote(QUOTE, 5, Form.SNAPSHOT, okx.get(1)), status(QUOTE, 5, okx.get(1))))
                .containsExactly(Kind.BROKEN_CHAIN);
    }

    @Test
    void chain_ofTrades_mustBeWhole() {
        List<TradeItem> two =
                List.of(item(2, trades("okx").get(1)), item(3, trades("okx").get(2)));

        assertThat(found(deal(1, 0), new Message.Trades(head(TRADE, "okx", 3), false, 1, two), still(TRADE, 3)))
                .isEmpty();
        assertThat(found(deal(1, 0), new Message.Trades(head(TRADE, "okx", 4), false, 1, two)))
                .containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(deal(1, 0), new Message.Trades(head(TRADE, "okx", 3), false, 1, two.subList(1, 2))))
                .contains(Kind.BROKEN_CHAIN);
        assertThat(found(deal(1, 0), deal(3, 1))).containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(deal(2, 0), deal(2, 1))).containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(deal(1, 0), still(TRADE, 2))).containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(deal(2, 0), gap(2, 0), deal(3, 1))).containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(deal(1, 0), gap(4, Message.NONE)))
                .as("2 and 3 are in no gap")
                .containsExactly(Kind.BROKEN_CHAIN);
        Message.StatusChange skipping =
                new Message.StatusChange(head(TRADE, "okx", 3), 2, null, "silent", START_US, null);
        assertThat(found(deal(1, 0), skipping)).containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(deal(2, 0), skipping)).isEmpty();
    }

    @Test
    void chain_ofCandles_mustBeWhole_whateverTheOpenOneSays() {
        assertThat(found(begun(7), candle(7, 8), grown(), candle(8, 9), still(MINUTE, 9)))
                .isEmpty();
        assertThat(found(begun(7), candle(8, 9))).containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(begun(7), candle(7, 9))).containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(begun(7), candle(7, 8), candle(7, 8))).containsExactly(Kind.BROKEN_CHAIN);
    }

    @Test
    void epoch_changes_onlyByASnapshotOrAGap_andForward() {
        Quoted told = quotes("okx").get(1);
        Quoted next = quotes("okx").get(2);
        Head later = new Head(QUOTE, new Epoch(2_000), 1, 0, 0, "okx", Status.LIVE, true);
        Head earlier = new Head(QUOTE, new Epoch(500), 1, 0, 0, "okx", Status.LIVE, true);

        assertThat(found(quote(QUOTE, 5, Form.UPDATE, told), new Message.Quote(later, Form.SNAPSHOT, data(next))))
                .isEmpty();
        assertThat(found(quote(QUOTE, 0, Form.UPDATE, told), new Message.Quote(later, Form.UPDATE, data(next))))
                .containsExactly(Kind.BROKEN_CHAIN);
        assertThat(found(quote(QUOTE, 5, Form.UPDATE, told), new Message.Quote(earlier, Form.SNAPSHOT, data(next))))
                .containsExactly(Kind.BROKEN_CHAIN);
    }

    @Test
    void findings_beyondTheMost_areCountedOnly() {
        Message.Quote same = quote(QUOTE, 1, Form.UPDATE, quotes("okx").getFirst());
        for (int i = 0; i < Checker.MOST_FINDINGS + 10; i++) {
            checker.on(same);
        }

        assertThat(checker.findings())
                .hasSize(Checker.MOST_FINDINGS)
                .allMatch(finding -> !finding.toString().contains("\n"));
        assertThat(checker.count(Kind.BROKEN_CHAIN) + checker.count(Kind.DOUBLED))
                .isEqualTo(2 * (Checker.MOST_FINDINGS + 9));
    }

    @Test
    void topics_beyondTheMost_areCountedOnly() {
        for (int i = 0; i <= Checker.MOST_TOPICS; i++) {
            checker.on(still(new Topic(Topic.Kind.QUOTE, "okx", new Instrument("C" + i, "USDT")), 1));
        }

        assertThat(checker.summary()).endsWith("; 1 messages of further topics not looked at");
    }

    @Test
    void summary_gaps_areAddedUp() {
        feed(deal(1, 0));
        feed(gap(2, 3));
        feed(deal(3, 4));
        feed(gap(4, Message.NONE));
        feed(new Message.Heartbeat(START_US));

        assertThat(checker.summary())
                .isEqualTo("4 messages of 1 topics with 2 trades: "
                        + "0 invented, 0 doubled, 0 lost, 0 broken chain, 0 going back, 0 crossed; 2 gaps announced 3 missing, "
                        + "1 of them not how many");
    }

    private void note(Happening happening) {
        log.add(happening);
        String venue = happening.listing().venue();
        switch (happening) {
            case Quoted quoted -> quotes(venue).add(quoted);
            case Traded traded -> trades(venue).add(traded);
            case Summed summed -> sums(venue).add(summed);
            case Booked ignored -> {}
        }
    }

    private List<Quoted> quotes(String venue) {
        return quotes.computeIfAbsent(venue, _ -> new ArrayList<>());
    }

    private List<Traded> trades(String venue) {
        return trades.computeIfAbsent(venue, _ -> new ArrayList<>());
    }

    private List<Summed> sums(String venue) {
        return sums.computeIfAbsent(venue, _ -> new ArrayList<>());
    }

    @Test
    void book_thatChains_isSound_andOneWithAHoleIsFound() {
        Topic book = new Topic(Topic.Kind.BOOK_5, "okx", BTC);
        feed(new Message.Book(head(book, "okx", 5), Form.SNAPSHOT, Message.NONE, null));
        feed(new Message.Book(head(book, "okx", 9), Form.UPDATE, 5, null));
        feed(new Message.StatusChange(head(book, "okx", 12), 9, null, "a hole", START_US, null));
        assertThat(checker.findings()).isEmpty();

        feed(new Message.Book(head(book, "okx", 14), Form.UPDATE, 13, null));
        assertThat(checker.findings()).extracting(Finding::kind).containsExactly(Kind.BROKEN_CHAIN);
    }

    private void feed(Message message) {
        checker.on(message);
    }

    /** What a new checker finds in these. */
    private List<Kind> found(Message... messages) {
        Checker fresh = new Checker(log);
        for (Message message : messages) {
            fresh.on(message);
        }
        return fresh.findings().stream().map(Finding::kind).toList();
    }

    /** The n-th trade of OKX as item {@code seq}. */
    private static Message.Candle begun(long seq) {
        return new Message.Candle(head(MINUTE, "okx", seq), Message.NONE, null, false, false);
    }

    private static Message.Candle candle(long prev, long seq) {
        return new Message.Candle(head(MINUTE, "okx", seq), prev, FLAT, false, false);
    }

    private static Message.OpenCandle grown() {
        return new Message.OpenCandle(head(MINUTE, "okx", Message.NONE), FLAT, false);
    }

    private Message.Trades deal(long seq, int n) {
        return traded(TRADE, seq, trades("okx").get(n));
    }

    private Message.Trades best(String venue, long seq, int n) {
        return traded(BEST_TRADE, seq, trades(venue).get(n));
    }
}
