package io.quotewire.lab.script;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Instrument;
import io.quotewire.model.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Binance spot, combined streams. Decimals are texts with eight digits after the point, ids and times are numbers.
 *
 * <p>A new subscriber hears nothing before something changes. The limits, as of 2026-07: 300 attempts to connect in 5 minutes
 * and address; 5 messages a second and connection, pings and pongs included; 1024 streams on a connection, which lives 24
 * hours; REST requests of weight 6000 a minute and address.
 *
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/web-socket-streams.md">streams</a>
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md">REST</a>
 */
final class BinanceScript implements Script {
    static final String VENUE = "binance";
    private static final Limits LIMITS = new Limits(
            new Rate(300, Duration.ofMinutes(5)),
            new Rate(5, Duration.ofSeconds(1)),
            true,
            Rate.NONE,
            0,
            1024,
            new Rate(6_000, Duration.ofMinutes(1)),
            Duration.ofHours(24));

    private final Stage stage = Objects.requireNonNull(Stages.byFolder(VENUE));

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public StreamKey key(Happening happening) {
        String symbol = symbol(happening.listing().instrument()).toLowerCase(Locale.ROOT);
        return switch (happening) {
            case Quoted ignored -> new StreamKey("bookTicker", symbol);
            case Traded ignored -> new StreamKey("trade", symbol);
            case Summed ignored -> new StreamKey("ticker", symbol);
        };
    }

    @Override
    public byte[] frame(Happening happening) {
        StreamKey key = key(happening);
        String symbol = symbol(happening.listing().instrument());
        String data = switch (happening) {
            case Quoted quoted -> quote(symbol, quoted);
            case Traded traded -> trade(symbol, traded);
            case Summed summed -> ticker(symbol, summed);
        };
        return bytes("{\"stream\":\"" + key.symbol() + "@" + key.channel() + "\",\"data\":" + data + "}");
    }

    @Override
    public boolean tellsLatest() {
        return false;
    }

    @Override
    public byte[] closingNotice(String connection, long nowUs) {
        return bytes("""
                {"stream":"!serverShutdown","data":{"e":"serverShutdown","E":%d}}""".formatted(nowUs / 1_000));
    }

    @Override
    public @Nullable Answer answer(String uri, SimulatedMarket market, long nowUs) {
        return BinanceRest.answer(uri, market, nowUs);
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
