package io.quotewire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Status;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.Rejected;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    private static final String STRAYS = "{}[]\",:019-.eat\\ \u0000\uD800";

    private static final String CANDLE = """
            {"type":"update","topic":"candle.1m:okx:BTC-USDT","epoch":"m3q0jrnk","prev":7,"seq":8,"ts":1732115039900000,\
            "recv":1732115040000112,"source":"okx","status":"live","data":{"open_ts":1732114980000000,\
            "close_ts":1732115040000000,"open":"97100.0","high":"97120.4","low":"97090.0","close":"97110.2",\
            "volume":"12.031","quote_volume":"1168300.11","trades":214,"closed":true,"revised":true,"filled":true}}""";

    private static final String OPEN = """
            {"type":"open","topic":"candle.1m:okx:BTC-USDT","epoch":"m3q0jrnk","ts":1732115039900000,\
            "recv":1732115039900112,"source":"okx","status":"live","data":{"open_ts":1732114980000000,\
            "close_ts":1732115040000000,"open":"97100.0","high":"97120.4","low":"97090.0","close":"97110.2",\
            "volume":"12.031","quote_volume":null,"trades":null,"closed":false,"revised":false,"filled":false,\
            "partial":true}}""";

    private static final String RATE = """
            {"type":"update","topic":"fx:USD-CAD","epoch":"m3q0jrnk","seq":3,"ts":1732060800000000,\
            "recv":1732115000380112,"source":"exchangerate-open","status":"live","data":{"pair":"USD-CAD",\
            "rate":"1.3987","source":"exchangerate-open","ts":1732060800000000,"status":"live","weekend":true,\
            "attribution":"Rates By Exchange Rate API"}}""";

    private static final String INDEX = """
            {"type":"update","topic":"quote:index:BTC-USDT","epoch":"m3q0jrnk","seq":4,"ts":1,"recv":2,"source":"index",\
            "status":"live","data":{"bid":"97110.1","bid_size":null,"ask":"97110.3","ask_size":null,\
            "constituents":["binance","okx"],"rejected":[{"source":"bybit","why":"outlier 1.4 %"}]}}""";

    /** The server's messages of docs/protocol.md, section 2, as far as this client knows their topics. */
    static List<String> documented() {
        return List.of("""
                {"op":"welcome","version":1,"connection":"c7Kq","node":"edge-2","now":1732115000000000,"heartbeat_s":15,\
                "auth":"none","auth_within_s":5,"simulated":true}""", """
                {"op":"subscribed","id":2,"topics":[{"topic":"ticker:best:BTC-CAD","ok":true,"rate_ms":250,\
                "recovered":"snapshot","why":"first"},{"topic":"ticker:*:ETH-USDT","ok":true,"rate_ms":250,\
                "matches":["ticker:okx:ETH-USDT","ticker:binance:ETH-USDT"]},{"topic":"trade:okx:BTC-USDT","ok":true,\
                "rate_ms":0,"recovered":"full","epoch":"m3q0jrnk","from":5502},{"topic":"ticker:okx:FOO-BAR","ok":false,\
                "code":2001,"error":"unknown_topic","near":["ticker:okx:FOO-USDT"]}]}""", """
                {"type":"update","topic":"ticker:best:BTC-CAD","epoch":"m3q0jrnk","seq":904,"ts":1732115000371000,\
                "recv":1732115000380112,"source":"okx","status":"live","data":{"last":"135742.18","bid":"135741.90",\
                "bid_size":"0.42","ask":"135742.55","ask_size":"1.08","open_24h":"133000.00","high_24h":"136100.00",\
                "low_24h":"132500.10","volume_24h":"2222.1","change_24h":"2742.18","change_pct_24h":"2.06","fx":{\
                "path":"USDT>USD>CAD","rate":"1.3981","legs_ts":[1732115000300000,1732060800000000]}}}""", """
                {"type":"update","topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","prev":5501,"seq":5503,\
                "recv":1732115000380112,"source":"okx","status":"live","data":[{"seq":5502,"id":"783214","side":"buy",\
                "price":"97110.2","size":"0.010","ts":1732115000365000},{"seq":5503,"id":"783215","side":"sell",\
                "price":"97110.1","size":"0.002","ts":1732115000371000}]}""", """
                {"type":"status","topic":"ticker:best:BTC-CAD","epoch":"m3q0jrnk","seq":905,"ts":1732115003990000,\
                "recv":1732115003999000,"status":"live","source":"binance","was":"okx","why":"okx silent for 3200 ms",\
                "since":1732115004000000,"data":{"last":"135740.02","bid":"135739.70","ask":"135740.60"}}""", """
                {"type":"gap","topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","from":5504,"to":5960,"missing":null,\
                "why":"slow_client","status":"live","source":"okx",\
                "fill":"/v1/trades/okx/BTC-USDT?epoch=m3q0jrnk&from_seq=5504&to_seq=5960"}""", """
                {"type":"still","topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","seq":5960,"status":"live","source":"okx"}""", """
                {"type":"slow","conflated":["ticker:okx:BTC-USDT"],"resync":["book.50:okx:BTC-USDT"]}""", """
                {"op":"heartbeat","now":1732115015000000}""", """
                {"op":"error","id":7,"code":2003,"error":"too_many_topics","message":"500 of 500 used","retry_ms":0}""", """
                {"op":"goodbye","why":"drain","code":1012,"retry_ms":7312,"resume":true}""", CANDLE, OPEN, RATE, INDEX);
    }

    @Test
    void ticker_ofTheDocument_isReadWhole() {
        assertThat(MessageReader.read(documented().get(2))).isInstanceOfSatisfying(Message.Ticker.class, ticker -> {
            assertThat(ticker.head().epoch()).isEqualTo(Epoch.parse("m3q0jrnk"));
            assertThat(ticker.head().seq()).isEqualTo(904);
            assertThat(ticker.data())
                    .hasToString(new TickerData(
                                    Decimal.parse("135742.18"),
                                    new QuoteData(
                                            Decimal.parse("135741.90"),
                                            Decimal.parse("0.42"),
                                            Decimal.parse("135742.55"),
                                            Decimal.parse("1.08")),
                                    Decimal.parse("133000.00"),
                                    Decimal.parse("136100.00"),
                                    Decimal.parse("132500.10"),
                                    Decimal.parse("2222.1"),
                                    Decimal.parse("2742.18"),
                                    Decimal.parse("2.06"))
                            .toString());
        });
    }

    @Test
    void ticker_withFiguresOfAllMarkets_isReadWhole() {
        Message message = MessageReader.read("""
                {"type":"update","topic":"ticker:coingecko:BTC-USD","epoch":"m3q0jrnk","seq":1,"ts":1,"recv":2,\
                "source":"coingecko","status":"live","data":{"last":"1","volume_quote_24h":"2.5","market_cap":"19.0"}}""");

        assertThat(message).isInstanceOfSatisfying(Message.Ticker.class, ticker -> {
            assertThat(String.valueOf(ticker.data())).contains("quoteVolume=2.5, marketCap=19.0");
        });
    }

    @Test
    void status_ofTheDocument_isReadWhole() {
        assertThat(MessageReader.read(documented().get(4)))
                .isInstanceOfSatisfying(Message.StatusChange.class, change -> {
                    assertThat(change.status()).isEqualTo(Status.LIVE);
                    assertThat(change.head().source()).isEqualTo("binance");
                    assertThat(change.was()).isEqualTo("okx");
                    assertThat(change.why()).isEqualTo("okx silent for 3200 ms");
                    assertThat(change.sinceUs()).isEqualTo(1732115004000000L);
                    assertThat(change.prev()).isEqualTo(Message.NONE);
                });
    }

    @Test
    void book_ofTheDocument_isReadWhole() {
        Message snapshot = MessageReader.read("""
                {"type":"snapshot","topic":"book.50:okx:BTC-USDT","epoch":"m3q0jrnk","seq":88120,"ts":1732115000120000,\
                "recv":1732115000131544,"source":"okx","status":"live","data":{"bids":[["97110.1","0.42"]],\
                "asks":[["97110.2","1.08"]],"hash":"e2355c58"}}""");
        Message update = MessageReader.read("""
                {"type":"update","topic":"book.50:okx:BTC-USDT","epoch":"m3q0jrnk","prev":88120,"seq":88127,\
                "ts":1732115000371000,"recv":1732115000380112,"source":"okx","status":"live",\
                "data":{"bids":[["97110.1","0"]],"asks":[]}}""");

        assertThat(snapshot).isInstanceOfSatisfying(Message.Book.class, book -> {
            assertThat(book.form()).isEqualTo(Message.Form.SNAPSHOT);
            assertThat(book.prev()).isEqualTo(Message.NONE);
            assertThat(book.levels())
                    .hasToString("BookLevels[bids=[97110.1 x 0.42], asks=[97110.2 x 1.08], hash=e2355c58]");
        });
        assertThat(update).isInstanceOfSatisfying(Message.Book.class, book -> {
            assertThat(book.form()).isEqualTo(Message.Form.UPDATE);
            assertThat(book.prev()).isEqualTo(88120);
            assertThat(book.levels()).hasToString("BookLevels[bids=[97110.1 x 0], asks=[], hash=null]");
        });
    }

    @Test
    void trade_fetchedLaterOrSuspect_isMarked() {
        Message message = MessageReader.read("""
                {"type":"update","topic":"trade:okx:BTC-USDT","epoch":"a","prev":0,"seq":2,"source":"okx","status":"live",\
                "data":[{"seq":1,"id":"1","side":"buy","price":"1","size":"1","ts":1,"late":true},\
                {"seq":2,"id":"2","side":"buy","price":"1","size":"1","ts":1,"suspect":true}]}""");

        assertThat(message).isInstanceOfSatisfying(Message.Trades.class, trades -> {
            assertThat(trades.items()).extracting(TradeItem::late).containsExactly(true, false);
            assertThat(trades.items()).extracting(TradeItem::suspect).containsExactly(false, true);
        });
    }

    @Test
    void candle_thatHasEnded_isReadWhole() {
        assertThat(MessageReader.read(CANDLE)).isInstanceOfSatisfying(Message.Candle.class, news -> {
            assertThat(news.head().seq()).isEqualTo(8);
            assertThat(news.prev()).isEqualTo(7);
            assertThat(news.revised()).isTrue();
            assertThat(news.filled()).isTrue();
            assertThat(news.candle())
                    .hasToString(new Candle(
                                    1732114980000000L,
                                    1732115040000000L,
                                    Decimal.parse("97100.0"),
                                    Decimal.parse("97120.4"),
                                    Decimal.parse("97090.0"),
                                    Decimal.parse("97110.2"),
                                    new BigDecimal("12.031"),
                                    new BigDecimal("1168300.11"),
                                    214)
                            .toString());
        });
    }

    @Test
    void candle_ofItsOwnGateway_isNeitherRevisedNorFilled() {
        String own = CANDLE.replace("\"revised\":true,\"filled\":true", "\"revised\":false,\"filled\":false");

        assertThat(MessageReader.read(own)).isInstanceOfSatisfying(Message.Candle.class, news -> {
            assertThat(news.revised()).isFalse();
            assertThat(news.filled()).isFalse();
        });
    }

    @Test
    void snapshot_ofCandles_setsThePositionAlone() {
        Message message = MessageReader.read("""
                {"type":"snapshot","topic":"candle.1d:best:BTC-USDT","epoch":"m3q0jrnk","seq":7,"ts":null,"recv":null,\
                "source":"okx","status":"live","data":[]}""");

        assertThat(message).isInstanceOfSatisfying(Message.Candle.class, news -> {
            assertThat(news.head().seq()).isEqualTo(7);
            assertThat(news.prev()).isEqualTo(Message.NONE);
            assertThat(news.candle()).isNull();
        });
    }

    @Test
    void candle_thatGrows_hasNoNumberAndSaysWhatItLacks() {
        assertThat(MessageReader.read(OPEN)).isInstanceOfSatisfying(Message.OpenCandle.class, open -> {
            assertThat(open.head().seq()).isEqualTo(Message.NONE);
            assertThat(open.head().recvUs()).isEqualTo(1732115039900112L);
            assertThat(open.partial()).isTrue();
            assertThat(open.candle().close()).isEqualTo(Decimal.parse("97110.2"));
            assertThat(open.candle().quoteVolume()).isNull();
            assertThat(open.candle().trades()).isEqualTo(Candle.UNKNOWN);
        });
        assertThat(MessageReader.read(OPEN.replace(",\"partial\":true", "")))
                .isInstanceOfSatisfying(
                        Message.OpenCandle.class,
                        open -> assertThat(open.partial()).isFalse());
    }

    @Test
    void rate_withAllThatIsSaidOfIt_isReadWhole() {
        assertThat(MessageReader.read(RATE)).isInstanceOfSatisfying(Message.Rate.class, rate -> {
            assertThat(rate.topic()).hasToString("fx:USD-CAD");
            assertThat(rate.form()).isEqualTo(Message.Form.UPDATE);
            assertThat(rate.data())
                    .isEqualTo(new RateData(Decimal.parse("1.3987"), true, "Rates By Exchange Rate API"));
        });
    }

    @Test
    void status_ofARate_carriesIt() {
        String status = RATE.replace("update", "status").replace("\"recv\"", "\"why\":\"old\",\"recv\"");

        assertThat(MessageReader.read(status))
                .isInstanceOfSatisfying(
                        Message.StatusChange.class,
                        change -> assertThat(change.data()).isInstanceOf(RateData.class));
    }

    @Test
    void statusOfASource_isReadAsFarAsItIsKnown() {
        String text = "{\"type\":\"update\",\"topic\":\"status:okx\",\"epoch\":\"m3q0jrnk\",\"seq\":3,\"ts\":null,"
                + "\"recv\":1732115000131544,\"source\":\"okx\",\"status\":\"live\",\"data\":{\"source\":\"okx\","
                + "\"state\":\"mute\",\"since\":1732115000000000,\"last_recv\":null,\"messages_per_s\":12,"
                + "\"reconnects\":1,\"gaps\":2,\"later\":{},\"why\":\"nothing has come\"}}";

        assertThat(MessageReader.read(text)).isInstanceOfSatisfying(Message.Source.class, source -> {
            assertThat(source.topic()).hasToString("status:okx");
            assertThat(source.data())
                    .isEqualTo(new Message.SourceState("mute", 1732115000000000L, 0, 12, 1, 2, "nothing has come"));
        });
    }

    @Test
    void index_saysWhichVenuesItIsOf() {
        assertThat(MessageReader.read(INDEX)).isInstanceOfSatisfying(Message.Quote.class, quote -> {
            assertThat(quote.data())
                    .isEqualTo(new QuoteData(Decimal.parse("97110.1"), null, Decimal.parse("97110.3"), null));
            assertThat(quote.derivation())
                    .isEqualTo(new Message.Median(
                            List.of("binance", "okx"), List.of(new Rejected("bybit", "outlier 1.4 %"))));
        });
    }

    @Test
    void conversion_saysByWhichWay() {
        Message.Conversion way = new Message.Conversion(
                "USDT>USD>CAD", Decimal.parse("1.3981"), List.of(1732115000300000L, 1732060800000000L), false);

        assertThat(MessageReader.read(documented().get(2)))
                .isInstanceOfSatisfying(
                        Message.Ticker.class,
                        ticker -> assertThat(ticker.derivation()).isEqualTo(way));
        String shut = documented().get(2).replace("}}}", ",\"weekend\":true}}}").replace("update", "status");
        assertThat(MessageReader.read(shut)).isInstanceOfSatisfying(Message.StatusChange.class, change -> {
            assertThat(change.data()).isInstanceOf(TickerData.class);
            assertThat(change.derivation())
                    .isEqualTo(new Message.Conversion(way.path(), way.rate(), way.legsUs(), true));
        });
    }

    @Test
    void value_ofAVenueItself_isDerivedOfNothing() {
        assertThat(MessageReader.read(documented().get(4)))
                .isInstanceOfSatisfying(
                        Message.StatusChange.class,
                        change -> assertThat(change.derivation()).isNull());
    }

    /** Each row: the message, a part of it, what stands there instead. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "candle ~ 'prev':7 ~ 'prev':8",
                "candle ~ 'prev':7 ~ 'prev':-1",
                "candle ~ 'prev':7, ~ ''",
                "candle ~ 'open_ts':1732114980000000 ~ 'open_ts':1732115040000000",
                "candle ~ 'open_ts':1732114980000000 ~ 'open_ts':'1732114980000000'",
                "candle ~ 'close_ts':1732115040000000, ~ ''",
                "candle ~ 'open':'97100.0' ~ 'open':'97120.5'",
                "candle ~ 'close':'97110.2' ~ 'close':'97089.9'",
                "candle ~ 'low':'97090.0' ~ 'low':'0'",
                "candle ~ 'high':'97120.4' ~ 'high':97120.4",
                "candle ~ 'high':'97120.4' ~ 'high':null",
                "candle ~ 'volume':'12.031' ~ 'volume':'-12.031'",
                "candle ~ 'volume':'12.031' ~ 'volume':'1e999999999'",
                "candle ~ 'volume':'12.031' ~ 'volume':null",
                "candle ~ 'quote_volume':'1168300.11' ~ 'quote_volume':'much'",
                "candle ~ 'trades':214 ~ 'trades':-1",
                "candle ~ 'trades':214 ~ 'trades':'214'",
                "candle ~ 'closed':true ~ 'closed':false",
                "candle ~ 'closed':true, ~ ''",
                "candle ~ 'filled':true ~ 'filled':'yes'",
                "open ~ 'closed':false ~ 'closed':true",
                "open ~ 'closed':false, ~ ''",
                "open ~ 'partial':true ~ 'partial':1",
                "open ~ 'status':'live' ~ 'status':'fine'",
                "open ~ 'epoch':'m3q0jrnk', ~ ''",
                "rate ~ 'rate':'1.3987' ~ 'rate':'0'",
                "rate ~ 'rate':'1.3987' ~ 'rate':'-1.3987'",
                "rate ~ 'rate':'1.3987' ~ 'rate':1.3987",
                "rate ~ 'rate':'1.3987', ~ ''",
                "rate ~ 'weekend':true ~ 'weekend':'yes'",
                "rate ~ 'attribution':'Rates By Exchange Rate API' ~ 'attribution':7",
                "index ~ ['binance','okx'] ~ 'binance'",
                "index ~ ['binance','okx'] ~ [7,'okx']",
                "index ~ 'source':'bybit', ~ ''",
                "index ~ [{'source':'bybit','why':'outlier 1.4 %'}] ~ ['bybit']",
                "conversion ~ 'path':'USDT>USD>CAD', ~ ''",
                "conversion ~ 'rate':'1.3981' ~ 'rate':'0'",
                "conversion ~ 1732060800000000] ~ '1732060800000000']",
                "conversion ~ 1732060800000000] ~ -1]",
            },
            quoteCharacter = '`')
    void field_thatSaysWhatCannotBe_isMalformed(String which, String part, String instead) {
        String sound = switch (which) {
            case "candle" -> CANDLE;
            case "open" -> OPEN;
            case "rate" -> RATE;
            case "index" -> INDEX;
            default -> documented().get(2);
        };
        String changed = instead.equals("''") ? "" : instead.replace('\'', '"');
        assertThat(sound).contains(part.replace('\'', '"'));

        String message = sound.replace(part.replace('\'', '"'), changed);

        assertThatThrownBy(() -> MessageReader.read(message)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void gap_ofTheDocument_isReadWhole() {
        assertThat(MessageReader.read(documented().get(5))).isInstanceOfSatisfying(Message.Gap.class, gap -> {
            assertThat(gap.from()).isEqualTo(5504);
            assertThat(gap.head().seq()).isEqualTo(5960);
            assertThat(gap.missing()).isEqualTo(Message.NONE);
            assertThat(gap.fill()).startsWith("/v1/trades/okx");
        });
    }

    @Test
    void reply_ofTheDocument_isReadWhole() {
        assertThat(MessageReader.read(documented().get(1))).isInstanceOfSatisfying(Message.Reply.class, reply -> {
            assertThat(reply.id()).isEqualTo(2);
            assertThat(reply.items()).hasSize(4);
            assertThat(reply.items().get(1).matches()).hasSize(2);
            assertThat(reply.items().get(2).from()).isEqualTo(5502);
            assertThat(reply.items().get(3).ok()).isFalse();
            assertThat(reply.items().get(3).code()).isEqualTo(2001);
            assertThat(reply.items().get(3).near()).containsExactly("ticker:okx:FOO-USDT");
        });
    }

    @Test
    void fields_inAnotherOrder_readTheSame() {
        String turned = """
                {"data":{"ask":"2"},"status":"live","source":"okx","recv":1,"ts":null,"seq":1,"epoch":"a",\
                "topic":"quote:okx:BTC-USDT","type":"snapshot"}""";

        assertThat(MessageReader.read(turned)).isInstanceOfSatisfying(Message.Quote.class, quote -> {
            assertThat(quote.head().tsUs()).isZero();
            assertThat(quote.data()).isEqualTo(new QuoteData(null, null, Decimal.parse("2"), null));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "null",
                "[]",
                "{}",
                "{\"op\":7}",
                "{\"op\":\"heartbeat\"}",
                "{\"op\":\"heartbeat\",\"now\":-1}",
                "{\"op\":\"heartbeat\",\"now\":1.5}",
                "{\"op\":\"heartbeat\",\"now\":9007199254740993}",
                "{\"op\":\"heartbeat\",\"now\":99999999999999999999}",
                "{\"op\":\"heartbeat\",\"now\":1,\"now\":2}",
                "{\"op\":\"heartbeat\",\"now\":1} {}",
                "{\"op\":\"subscribed\",\"id\":1,\"topics\":[7.5,{\"ok\":true}]}",
                "{\"op\":\"subscribed\",\"id\":1,\"topics\":[\"quote:okx:BTC-USDT\"]}",
                "{\"type\":\"still\",\"topic\":\"quote:okx:A-B\",\"epoch\":\"A\",\"seq\":1,\"status\":\"live\",\"source\":\"x\"}",
                "{\"type\":\"still\",\"topic\":\"quote:okx:A-B\",\"epoch\":\"a\",\"seq\":1,\"status\":\"fine\",\"source\":\"x\"}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}}}}}}"
            })
    void nonsense_isMalformedAndNothingWorse(String text) {
        assertThatThrownBy(() -> MessageReader.read(text)).isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"97110.1", "\"\"", "\"1,5\"", "\"NaN\"", "\"1e99\"", "{}", "[\"1\"]", "true"})
    void price_thatIsNoStringOfDigits_isMalformed(String price) {
        String message = """
                {"type":"update","topic":"trade:okx:BTC-USDT","epoch":"a","prev":0,"seq":1,"source":"okx",\
                "status":"live","data":[{"seq":1,"id":"1","side":"buy","price":%s,"size":"1","ts":1}]}""".formatted(price);

        assertThatThrownBy(() -> MessageReader.read(message)).isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "0,1", "1,3"})
    void items_outOfOrderOrOutOfTheHead_areMalformed(long first, long second) {
        String item = "{\"seq\":%d,\"id\":\"1\",\"side\":\"buy\",\"price\":\"1\",\"size\":\"1\",\"ts\":1}";
        String message = """
                {"type":"update","topic":"trade:okx:BTC-USDT","epoch":"a","prev":0,"seq":2,"source":"okx",\
                "status":"live","data":[%s,%s]}""".formatted(item.formatted(first), item.formatted(second));

        assertThatThrownBy(() -> MessageReader.read(message)).isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @MethodSource("documented")
    void document_cutAnywhere_isMalformedAndNothingWorse(String text) {
        assertThat(MessageReader.read(text)).isNotNull();
        for (int end = 0; end < text.length(); end++) {
            String cut = text.substring(0, end);
            assertThatThrownBy(() -> MessageReader.read(cut)).as(cut).isInstanceOf(MalformedMessage.class);
        }
    }

    @ParameterizedTest
    @MethodSource("documented")
    void document_withAnyCharactersChanged_isReadOrMalformedAndNothingWorse(String text) {
        long seed = text.hashCode();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(text);
            for (int j = 0; j <= random.nextInt(3); j++) {
                changed.setCharAt(random.nextInt(text.length()), STRAYS.charAt(random.nextInt(STRAYS.length())));
            }
            try {
                assertThat(MessageReader.read(changed.toString())).isNotNull();
            } catch (MalformedMessage expected) {
                assertThat(expected).as("seed %d: %s", seed, changed).hasMessageNotContaining("\n");
            }
        }
    }
}
