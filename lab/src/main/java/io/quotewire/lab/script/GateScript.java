package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gate spot, WebSocket v4. Decimals are texts, ids and times numbers.
 *
 * <p>A new subscriber hears nothing before something changes; the state of a book is asked for over REST. The limits, as of
 * 2026-07: 300 connections an address, here as attempts in 5 minutes; REST 200 requests in 10 s for each path, here for all.
 *
 * @see <a href="https://www.gate.com/docs/developers/apiv4/ws/en/">WebSocket v4</a>
 * @see <a href="https://www.gate.com/docs/developers/apiv4/en/#frequency-limit-rule">limits</a>
 */
final class GateScript implements Script {
    static final String VENUE = "gate";
    private static final Limits LIMITS =
            Limits.of(new Rate(300, Duration.ofMinutes(5)), new Rate(200, Duration.ofSeconds(10)));
    private static final int PCT_PLACES = 4;

    private final Stage stage = Stages.of(VENUE);

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public List<StreamKey> streams(Happening happening) {
        String channel = switch (happening) {
            case Quoted ignored -> "spot.book_ticker";
            case Traded ignored -> "spot.trades";
            case Summed ignored -> "spot.tickers";
            case Booked ignored -> "spot.order_book_update";
        };
        return List.of(new StreamKey(channel, symbol(happening.listing().instrument())));
    }

    @Override
    public byte[] frame(Happening happening, StreamKey stream) {
        String result = switch (happening) {
            case Quoted quoted -> quote(stream.symbol(), quoted);
            case Traded traded -> trade(stream.symbol(), traded);
            case Summed summed -> ticker(stream.symbol(), summed);
            case Booked booked -> changes(stream.symbol(), booked);
        };
        return Text.bytes("{\"time\":" + happening.tsUs() / 1_000_000 + ",\"time_ms\":" + happening.tsUs() / 1_000
                + ",\"channel\":\"" + stream.channel() + "\",\"event\":\"update\",\"result\":" + result + "}");
    }

    @Override
    public byte[] closingNotice(String connection, long nowUs) {
        return Text.bytes("""
                {"type":"upgrade","msg":"The connection will soon be closed for a service upgrade. Please reconnect."}""");
    }

    @Override
    public @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        return GateRest.answer(uri, floor, nowUs);
    }

    @Override
    public boolean isBook(String uri) {
        return uri.startsWith(GateRest.BOOK + "?");
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Answer tooMany(boolean banned, long untilUs) {
        return new Answer(
                429,
                1,
                "{\"label\":\"TOO_MANY_REQUESTS\",\"message\":\"Request Rate Limit Exceeded, please try again\"}");
    }

    static String symbol(Instrument instrument) {
        return instrument.base() + "_" + instrument.quote();
    }

    private static String quote(String symbol, Quoted quoted) {
        return """
                {"t":%d,"u":%d,"s":"%s","b":"%s","B":"%s","a":"%s","A":"%s"}""".formatted(
                        quoted.tsUs() / 1_000,
                        quoted.sequence(),
                        symbol,
                        quoted.bid(),
                        quoted.bidSize(),
                        quoted.ask(),
                        quoted.askSize());
    }

    private static String trade(String symbol, Traded traded) {
        return """
                {"id":%d,"id_market":%1$d,"create_time":%d,"create_time_ms":"%d.000","side":"%s","currency_pair":"%s",\
                "amount":"%s","price":"%s","range":"%1$d-%1$d"}""".formatted(
                        traded.number(),
                        traded.tsUs() / 1_000_000,
                        traded.tsUs() / 1_000,
                        traded.side().text(),
                        symbol,
                        traded.size(),
                        traded.price());
    }

    private static String ticker(String symbol, Summed summed) {
        Decimal change = summed.trade().price().minus(summed.day().open());
        return """
                {"currency_pair":"%s","last":"%s","lowest_ask":"%s","highest_bid":"%s","change_percentage":"%s",\
                "base_volume":"%s","quote_volume":"%s","high_24h":"%s","low_24h":"%s"}""".formatted(
                        symbol,
                        summed.trade().price(),
                        summed.quote().ask(),
                        summed.quote().bid(),
                        change.shifted(2).dividedBy(summed.day().open(), PCT_PLACES, RoundingMode.HALF_UP),
                        summed.day().volume(),
                        summed.day().turnover(),
                        summed.day().high(),
                        summed.day().low());
    }

    private static String changes(String symbol, Booked booked) {
        return """
                {"t":%d,"e":"depthUpdate","E":%d,"s":"%s","U":%d,"u":%d,"b":%s,"a":%s}""".formatted(
                        booked.tsUs() / 1_000,
                        booked.tsUs() / 1_000_000,
                        symbol,
                        booked.first(),
                        booked.last(),
                        Text.pairs(booked.bids(Book.WHOLE, true), ""),
                        Text.pairs(booked.asks(Book.WHOLE, true), ""));
    }
}
