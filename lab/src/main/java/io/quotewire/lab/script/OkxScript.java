package io.quotewire.lab.script;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Day;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Levels;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OKX, API v5. All values are texts but {@code seqId}; prices have the digits of the tick.
 *
 * <p>A new subscriber is told the latest of its channel. The limits, as published in 2026: three connections a second and
 * address, 480 requests to subscribe or unsubscribe an hour and connection, 64 KiB a request; a text {@code ping} is none. REST
 * is limited for each path by itself; here one count stands for all, of the 20 requests in 2 s that most pages name.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-connect">connection limits</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-rate-limits">REST limits</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-tickers-channel">streams</a>
 */
final class OkxScript implements Script {
    static final String VENUE = "okx";
    private static final Limits LIMITS = Limits.of(
                    new Rate(3, Duration.ofSeconds(1)), new Rate(20, Duration.ofSeconds(2)))
            .withRequests(new Rate(480, Duration.ofHours(1)), 64 * 1024, 0);

    /** Levels a side of the channel {@code books}. */
    private static final int BOOK = 400;

    private final Stage stage = Stages.of(VENUE);

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public List<StreamKey> streams(Happening happening) {
        String channel = switch (happening) {
            case Quoted ignored -> "bbo-tbt";
            case Traded ignored -> "trades";
            case Summed ignored -> "tickers";
            case Booked ignored -> "books";
        };
        return List.of(new StreamKey(channel, symbol(happening)));
    }

    @Override
    public byte[] frame(Happening happening, StreamKey stream) {
        return switch (happening) {
            case Quoted quoted -> frame(stream, "", quote(quoted));
            case Traded traded -> frame(stream, "", trade(traded));
            case Summed summed -> frame(stream, "", ticker(summed));
            case Booked booked -> frame(stream, ",\"action\":\"update\"", changes(booked));
        };
    }

    @Override
    public byte[] first(Happening latest, StreamKey stream) {
        return latest instanceof Booked booked
                ? frame(stream, ",\"action\":\"snapshot\"", snapshot(booked))
                : frame(latest, stream);
    }

    private static byte[] frame(StreamKey stream, String action, String entry) {
        return Text.bytes("{\"arg\":{\"channel\":\"" + stream.channel() + "\",\"instId\":\"" + stream.symbol() + "\"}"
                + action + ",\"data\":[" + entry + "]}");
    }

    @Override
    public byte[] closingNotice(String connection, long nowUs) {
        return Text.bytes("""
                {"event":"notice","code":"64008","msg":"The connection will soon be closed for a service upgrade. \
                Please reconnect.","connId":"%s"}""".formatted(connection));
    }

    @Override
    public @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        return OkxRest.answer(uri, floor, nowUs);
    }

    @Override
    public boolean isBook(String uri) {
        return uri.startsWith(OkxRest.BOOK + "?");
    }

    @Override
    public Answer tooMany(boolean banned, long untilUs) {
        return new Answer(429, 1, "{\"code\":\"50011\",\"msg\":\"Too Many Requests\",\"data\":[]}");
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    private static String quote(Quoted quoted) {
        return """
                {"asks":[["%s","%s","0","%d"]],"bids":[["%s","%s","0","%d"]],"ts":"%d","seqId":%d}""".formatted(
                        quoted.ask(),
                        quoted.askSize(),
                        1 + quoted.sequence() % 7,
                        quoted.bid(),
                        quoted.bidSize(),
                        1 + quoted.sequence() % 5,
                        ms(quoted),
                        quoted.sequence());
    }

    /** The checksum has been the constant 0 since June 2026. */
    private static String changes(Booked booked) {
        return """
                {"asks":%s,"bids":%s,"ts":"%d","checksum":0,"prevSeqId":%d,"seqId":%d}""".formatted(
                        levels(booked.asks(BOOK, true)),
                        levels(booked.bids(BOOK, true)),
                        ms(booked),
                        booked.before().sequence(),
                        booked.last());
    }

    private static String snapshot(Booked booked) {
        return """
                {"asks":%s,"bids":%s,"ts":"%d","checksum":0,"prevSeqId":-1,"seqId":%d}""".formatted(
                levels(booked.after().asks(BOOK)), levels(booked.after().bids(BOOK)), ms(booked), booked.last());
    }

    /** Each with a field that is always zero, and how many orders make it up. */
    static String levels(Levels levels) {
        return Text.pairs(levels, ",\"0\",\"3\"");
    }

    private static String trade(Traded traded) {
        return """
                {"instId":"%s","tradeId":"%d","px":"%s","sz":"%s","side":"%s","ts":"%d","count":"1","source":"0",\
                "seqId":%d}""".formatted(
                        symbol(traded),
                        traded.number(),
                        traded.price(),
                        traded.size(),
                        traded.side().text(),
                        ms(traded),
                        traded.sequence());
    }

    /** One entry of the channel {@code tickers}, and of the REST list of the same name. */
    static String ticker(Summed summed) {
        Day day = summed.day();
        return """
                {"instType":"SPOT","instId":"%s","last":"%s","lastSz":"%s","askPx":"%s","askSz":"%s","bidPx":"%s",\
                "bidSz":"%s","open24h":"%s","high24h":"%s","low24h":"%s","sodUtc0":"%8$s","sodUtc8":"%8$s",\
                "volCcy24h":"%s","vol24h":"%s","ts":"%d"}""".formatted(
                        symbol(summed),
                        summed.trade().price(),
                        summed.trade().size(),
                        summed.quote().ask(),
                        summed.quote().askSize(),
                        summed.quote().bid(),
                        summed.quote().bidSize(),
                        day.open(),
                        day.high(),
                        day.low(),
                        day.turnover(),
                        day.volume(),
                        ms(summed));
    }

    /** One entry of the REST list of trades, which does not say what was merged. */
    static String listedTrade(Traded traded) {
        return """
                {"instId":"%s","side":"%s","sz":"%s","source":"0","px":"%s","tradeId":"%d","ts":"%d"}""".formatted(
                symbol(traded), traded.side().text(), traded.size(), traded.price(), traded.number(), ms(traded));
    }

    private static String symbol(Happening happening) {
        return happening.listing().instrument().toString();
    }

    private static long ms(Happening happening) {
        return happening.tsUs() / 1_000;
    }
}
