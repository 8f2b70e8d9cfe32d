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
import io.quotewire.model.Instrument;
import io.quotewire.model.Side;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Binance spot, combined streams. Decimals are texts with eight digits after the point, ids and times are numbers.
 *
 * <p>A new subscriber hears nothing before something changes. The limits, as of 2026-07: 300 attempts to connect in 5 minutes
 * and address; 5 messages a second and connection, pings and pongs included; 1024 streams on a connection, which lives 24
 * hours; REST requests of weight 6000 a minute and address, and two minutes' ban for who goes on when told to stop.
 *
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/web-socket-streams.md">streams</a>
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md">REST</a>
 */
final class BinanceScript implements Script {
    static final String VENUE = "binance";
    private static final Limits LIMITS = Limits.of(
                    new Rate(300, Duration.ofMinutes(5)), new Rate(6_000, Duration.ofMinutes(1)))
            .withMessages(new Rate(5, Duration.ofSeconds(1)), true)
            .withStreams(1_024, Duration.ZERO, Duration.ofHours(24))
            .withBan(3, Duration.ofMinutes(2));

    private final Stage stage = Stages.of(VENUE);

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public List<StreamKey> streams(Happening happening) {
        String channel = switch (happening) {
            case Quoted ignored -> "bookTicker";
            case Traded ignored -> "trade";
            case Summed ignored -> "ticker";
            case Booked ignored -> "depth@100ms";
        };
        return List.of(
                new StreamKey(channel, symbol(happening.listing().instrument()).toLowerCase(Locale.ROOT)));
    }

    @Override
    public byte[] frame(Happening happening, StreamKey stream) {
        String symbol = symbol(happening.listing().instrument());
        String data = switch (happening) {
            case Quoted quoted -> quote(symbol, quoted);
            case Traded traded -> trade(symbol, traded);
            case Summed summed -> ticker(symbol, summed);
            case Booked booked -> depth(symbol, booked);
        };
        return Text.bytes("{\"stream\":\"" + stream.symbol() + "@" + stream.channel() + "\",\"data\":" + data + "}");
    }

    @Override
    public byte[] closingNotice(String connection, long nowUs) {
        return Text.bytes("""
                {"stream":"!serverShutdown","data":{"e":"serverShutdown","E":%d}}""".formatted(nowUs / 1_000));
    }

    @Override
    public @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        return BinanceRest.answer(uri, floor, nowUs);
    }

    @Override
    public boolean isBook(String uri) {
        return uri.startsWith(BinanceRest.BOOK + "?");
    }

    @Override
    public Answer tooMany(boolean banned, long untilUs) {
        String why = banned
                ? "Way too much request weight used; IP banned until " + untilUs / 1_000
                        + ". Please use WebSocket Streams for live updates to avoid bans."
                : "Too much request weight used; current limit is 6000 request weight per 1 MINUTE. Please use WebSocket"
                        + " Streams for live updates to avoid polling the API.";
        return new Answer(banned ? 418 : 429, 1, "{\"code\":-1003,\"msg\":\"" + why + "\"}");
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public String weightHeader() {
        return "X-MBX-USED-WEIGHT-1M";
    }

    static String symbol(Instrument instrument) {
        return instrument.base() + instrument.quote();
    }

    private static String quote(String symbol, Quoted quoted) {
        return """
                {"u":%d,"s":"%s","b":"%s","B":"%s","a":"%s","A":"%s"}""".formatted(quoted.sequence(), symbol, quoted.bid(), quoted.bidSize(), quoted.ask(), quoted.askSize());
    }

    private static String depth(String symbol, Booked booked) {
        return """
                {"e":"depthUpdate","E":%d,"s":"%s","U":%d,"u":%d,"b":%s,"a":%s}""".formatted(
                        booked.tsUs() / 1_000,
                        symbol,
                        booked.first(),
                        booked.last(),
                        Text.pairs(booked.bids(Book.WHOLE, true), ""),
                        Text.pairs(booked.asks(Book.WHOLE, true), ""));
    }

    private static String trade(String symbol, Traded traded) {
        return """
                {"e":"trade","E":%d,"s":"%s","t":%d,"p":"%s","q":"%s","T":%1$d,"m":%b,"M":true}""".formatted(
                        traded.tsUs() / 1_000,
                        symbol,
                        traded.number(),
                        traded.price(),
                        traded.size(),
                        traded.side() == Side.SELL);
    }

    private static String ticker(String symbol, Summed summed) {
        BinanceDay day = BinanceDay.of(summed);
        return """
                {"e":"24hrTicker","E":%d,"s":"%s","p":"%s","P":"%s","w":"%s","x":"%s","c":"%s","Q":"%s","b":"%s",\
                "B":"%s","a":"%s","A":"%s","o":"%6$s","h":"%s","l":"%s","v":"%s","q":"%s","O":%d,"C":%1$d,"F":%d,"L":%d,\
                "n":%d}""".formatted(
                        day.closeMs(),
                        symbol,
                        day.change(),
                        day.changePct(),
                        day.mean(),
                        summed.day().open(),
                        summed.trade().price(),
                        summed.trade().size(),
                        summed.quote().bid(),
                        summed.quote().bidSize(),
                        summed.quote().ask(),
                        summed.quote().askSize(),
                        summed.day().high(),
                        summed.day().low(),
                        summed.day().volume(),
                        day.turnover(),
                        day.openMs(),
                        summed.day().firstTrade(),
                        summed.trade().number(),
                        summed.day().trades());
    }
}
