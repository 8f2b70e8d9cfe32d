package io.quotewire.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.TopicPattern;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shared vectors do not say: typed contents, pacing, subscriptions that come and go, the back-off. */
class ConversationTest {
    private static final String QUOTE = """
            {"type":"update","topic":"quote:okx:BTC-USDT","epoch":"m3q0jrnk","seq":%d,"ts":1732115000371000,\
            "recv":1732115000380112,"source":"okx","status":"live","simulated":true,\
            "data":{"bid":"97110.10","bid_size":"0.42","ask":null,"ask_size":null}}""";

    private static final String SNAPSHOT = QUOTE.replace("update", "snapshot");

    private static final String TRADES = """
            {"type":"update","topic":"trade:okx:BTC-USDT","epoch":"m3q0jrnk","prev":5501,"seq":5502,\
            "recv":1732115000380112,"source":"okx","status":"live","data":[{"seq":5502,"id":"783214","side":"buy",\
            "price":"97110.2","size":"0.010","ts":1732115000365000}]}""";

    @Test
    void quote_delivered_isTypedWithTheDigitsAsSent() {
        List<Message.Quote> quotes = new ArrayList<>();
        Stage stage = new Stage();
        stage.subscribe(
                new TopicListener() {
                    @Override
                    public void onQuote(Message.Quote quote) {
                        quotes.add(quote);
                    }
                },
                "quote:okx:BTC-USDT");
        stage.welcomed();

        stage.hear(SNAPSHOT.formatted(7));

        assertThat(quotes).singleElement().satisfies(quote -> {
            assertThat(quote.form()).isEqualTo(Message.Form.SNAPSHOT);
            assertThat(quote.head().simulated()).isTrue();
            assertThat(quote.head().tsUs()).isEqualTo(1732115000371000L);
            assertThat(quote.head().recvUs()).isEqualTo(1732115000380112L);
            assertThat(quote.data())
                    .isEqualTo(new QuoteData(Decimal.parse("97110.1"), Decimal.parse("0.42"), null, null));
            assertThat(quote.data()).asString().contains("97110.10");
        });
    }

    @Test
    void index_changingItsStatus_keepsWhatItIsOf() {
        List<Message.Quote> quotes = new ArrayList<>();
        Stage stage = new Stage();
        stage.subscribe(
                new TopicListener() {
                    @Override
                    public void onQuote(Message.Quote quote) {
                        quotes.add(quote);
                    }
                },
                "quote:index:BTC-USDT");
        stage.welcomed();
        String message = """
                {"type":"%s","topic":"quote:index:BTC-USDT","epoch":"a","seq":%d,"ts":1,"recv":2,"source":"index",\
                "status":"%s","data":{"bid":"1","bid_size":null,"ask":"2","ask_size":null,\
                "constituents":["binance","okx"],"rejected":[]}}""";

        stage.hear(message.formatted("snapshot", 7, "live"));
        stage.hear(message.formatted("status", 8, "down"));

        assertThat(quotes).extracting(Message.Quote::status).containsExactly(Status.LIVE, Status.DOWN);
        assertThat(quotes)
                .extracting(Message.Quote::derivation)
                .containsOnly(new Message.Median(List.of("binance", "okx"), List.of()));
    }

    @Test
    void rate_delivered_isTypedAlsoAtAChangeOfStatus() {
        List<Message.Rate> rates = new ArrayList<>();
        Stage stage = new Stage();
        stage.subscribe(
                new TopicListener() {
                    @Override
                    public void onRate(Message.Rate rate) {
                        rates.add(rate);
                    }
                },
                "fx:*");
        stage.welcomed();
        String message = """
                {"type":"%s","topic":"fx:USD-CAD","epoch":"a","seq":%d,"ts":1732060800000000,"recv":2,"source":"ecb",\
                "status":"%s","data":{"pair":"USD-CAD","rate":"1.3987","source":"ecb","ts":1732060800000000,\
                "status":"live"}}""";

        stage.hear(message.formatted("snapshot", 7, "live"));
        stage.hear(message.formatted("status", 8, "stale"));

        RateData data = new RateData(Decimal.parse("1.3987"), false, null);
        assertThat(rates).extracting(Message.Rate::data).containsExactly(data, data);
        assertThat(rates).extracting(Message.Rate::form).containsExactly(Message.Form.SNAPSHOT, Message.Form.STATUS);
        assertThat(rates).extracting(Message.Rate::status).containsExactly(Status.LIVE, Status.STALE);
    }

    @Test
    void candles_delivered_areTypedAndEachOnce() {
        List<Message.Candle> ended = new ArrayList<>();
        List<Message.OpenCandle> growing = new ArrayList<>();
        Stage stage = new Stage();
        stage.subscribe(
                new TopicListener() {
                    @Override
                    public void onCandle(Message.Candle candle) {
                        ended.add(candle);
                    }

                    @Override
                    public void onOpenCandle(Message.OpenCandle open) {
                        growing.add(open);
                    }
                },
                "candle.1m:okx:BTC-USDT");
        stage.welcomed();
        stage.hear("""
                {"op":"subscribed","id":1,"topics":[\
                {"topic":"candle.1m:okx:BTC-USDT","ok":true,"recovered":"full","epoch":"a","from":8}]}""");
        String message = """
                {"type":"%s","topic":"candle.1m:okx:BTC-USDT","epoch":"a",%s"recv":2,"source":"okx","status":"live",\
                "data":{"open_ts":60000000,"close_ts":120000000,"open":"1","high":"3.50","low":"1","close":"2",\
                "volume":"12","quote_volume":"24","trades":2,"closed":%s,"revised":false,"filled":false}}""";

        stage.hear(message.formatted("open", "", false));
        stage.hear(message.formatted("update", "\"prev\":7,\"seq\":8,", true));
        stage.hear(message.formatted("update", "\"prev\":7,\"seq\":8,", true));

        assertThat(growing)
                .singleElement()
                .satisfies(open -> assertThat(open.candle().high()).hasToString("3.50"));
        assertThat(ended)
                .singleElement()
                .satisfies(news ->
                        assertThat(news.candle()).isEqualTo(growing.getFirst().candle()));
    }

    @Test
    void trades_delivered_areTyped() {
        List<Message.Trades> delivered = new ArrayList<>();
        Stage stage = new Stage();
        stage.subscribe(
                new TopicListener() {
                    @Override
                    public void onTrades(Message.Trades trades) {
                        delivered.add(trades);
                    }
                },
                "trade:okx:BTC-USDT");
        stage.welcomed();
        stage.hear("""
                {"op":"subscribed","id":1,"topics":[\
                {"topic":"trade:okx:BTC-USDT","ok":true,"recovered":"full","epoch":"m3q0jrnk","from":5502}]}""");

        stage.hear(TRADES);

        assertThat(delivered).singleElement().satisfies(trades -> {
            assertThat(trades.items()).singleElement().satisfies(item -> {
                assertThat(item.id()).isEqualTo("783214");
                assertThat(item.side()).isEqualTo(Side.BUY);
                assertThat(item.price()).isEqualTo(Decimal.parse("97110.2"));
                assertThat(item.size()).hasToString("0.010");
                assertThat(item.tsUs()).isEqualTo(1732115000365000L);
            });
        });
    }

    @Test
    void subscription_closed_isUnsubscribedAndHearsNothingMore() {
        Stage stage = Stage.ready();
        Subscription subscription = stage.subscribe("quote:okx:BTC-USDT");
        stage.hear(SNAPSHOT.formatted(7));
        stage.news();
        stage.at(100);

        subscription.close();
        stage.hear(QUOTE.formatted(8));

        assertThat(stage.news()).containsExactly("> unsubscribe #2 quote:okx:BTC-USDT");
    }

    @Test
    void subscription_atARate_asksForIt_andTheMostFrequentOfSeveralCounts() {
        Stage stage = Stage.ready();
        stage.subscribe(1000, "quote:okx:BTC-USDT", "trade:okx:*");
        stage.at(100);
        stage.subscribe(250, "quote:okx:*");
        stage.at(200);
        stage.subscribe(5000, "quote:okx:BTC-USDT");

        assertThat(stage.sent.getFirst())
                .contains("{\"topic\":\"quote:okx:BTC-USDT\",\"rate_ms\":1000}")
                .contains("{\"topic\":\"trade:okx:*\",\"rate_ms\":1000}");
        stage.at(300);
        assertThat(stage.sent.getLast()).contains("{\"topic\":\"quote:okx:BTC-USDT\",\"rate_ms\":250}");
    }

    @Test
    void subscription_closedOnAnotherThread_hearsNothingOfWhatIsOnItsWay() {
        Stage stage = Stage.ready();
        List<Message.Quote> quotes = new ArrayList<>();
        TopicListener listener = new TopicListener() {
            @Override
            public void onQuote(Message.Quote quote) {
                quotes.add(quote);
            }
        };
        List<TopicPattern> patterns = List.of(TopicPattern.parse("quote:okx:BTC-USDT"));
        Subscription subscription = new Subscription(patterns, 0, listener, _ -> {});
        stage.conversation.subscribe(subscription, stage.nowUs);
        stage.hear(SNAPSHOT.formatted(7));

        subscription.close();
        stage.hear(QUOTE.formatted(8));

        assertThat(quotes).hasSize(1);
    }

    @Test
    void subscription_closedWhileAnotherCoversTheTopic_keepsItFlowing() {
        Stage stage = Stage.ready("quote:okx:*");
        Subscription exact = stage.subscribe("quote:okx:BTC-USDT");
        stage.at(100);
        stage.hear(SNAPSHOT.formatted(7));
        stage.news();

        exact.close();
        stage.hear(QUOTE.formatted(8));

        assertThat(stage.news()).containsExactly("data quote:okx:BTC-USDT m3q0jrnk/8 live okx");
    }

    @Test
    void wildcard_closedAfterAResume_takesBackWhatTheResumeNamed() {
        Stage stage = new Stage();
        Subscription subscription = stage.subscribe("trade:*:BTC-USDT");
        stage.welcomed();
        stage.hear(TRADES.replace("update", "snapshot").replaceAll("\"data\":.*", "\"data\":[]}"));
        stage.closed(Conversation.CLOSE_ABNORMAL);
        stage.welcomed();
        stage.at(100);
        stage.news();

        subscription.close();

        assertThat(stage.news()).containsExactly("> unsubscribe #3 trade:okx:BTC-USDT trade:*:BTC-USDT");
    }

    @Test
    void subscribers_ofOneTopic_eachHearOnce() {
        Stage stage = Stage.ready("quote:okx:BTC-USDT", "quote:*:BTC-USDT");
        stage.subscribe("quote:okx:*");
        stage.news();

        stage.hear(SNAPSHOT.formatted(7));

        assertThat(stage.news())
                .containsExactly(
                        "data quote:okx:BTC-USDT m3q0jrnk/7 live okx", "data quote:okx:BTC-USDT m3q0jrnk/7 live okx");
    }

    @Test
    void callback_thatThrows_isToldAndStopsNothing() {
        Stage stage = Stage.ready();
        stage.subscribe(
                new TopicListener() {
                    @Override
                    public void onQuote(Message.Quote quote) {
                        throw new IllegalStateException("mine");
                    }
                },
                "quote:okx:BTC-USDT");
        stage.subscribe("quote:okx:BTC-USDT");
        stage.news();

        stage.hear(SNAPSHOT.formatted(7));
        stage.hear(QUOTE.formatted(8));

        assertThat(stage.news())
                .containsExactly(
                        "failure mine",
                        "data quote:okx:BTC-USDT m3q0jrnk/7 live okx",
                        "failure mine",
                        "data quote:okx:BTC-USDT m3q0jrnk/8 live okx");
    }

    @Test
    void manyTopics_areSubscribedInPacedCommands() {
        Stage stage = new Stage();
        stage.subscribe(IntStream.range(0, 250)
                .mapToObj(i -> "quote:okx:C" + i + "-USDT")
                .toArray(String[]::new));

        stage.welcomed();
        stage.at(59);
        assertThat(stage.sent).hasSize(1);
        stage.at(60);
        assertThat(stage.sent).hasSize(2);
        stage.at(120);
        stage.at(180);

        assertThat(stage.sent).hasSize(3);
        assertThat(stage.sent.stream()
                        .map(text ->
                                Json.asList(Json.object(text).get("topics")).size()))
                .containsExactly(100, 100, 50);
    }

    @Test
    void nextDue_ofAnIdleConnection_isTwoHeartbeatsAfterTheLastWord() {
        Stage stage = Stage.ready();
        stage.at(5_000);
        stage.hear("{\"op\":\"heartbeat\",\"now\":1732115015000000}");

        assertThat(stage.conversation.nextDueUs()).isEqualTo(35_000_000);
    }

    @Test
    void sign_ofAPartialMessage_countsAsLife() {
        Stage stage = Stage.ready();
        stage.nowUs = 29_000_000;
        stage.conversation.onSign(stage.connection, stage.nowUs);

        stage.at(58_999);
        assertThat(stage.news()).isEmpty();
        stage.at(59_000);
        assertThat(stage.news()).contains("close 4000");
    }

    @Test
    void newsOfAConnectionThatWasGivenUp_isIgnored() {
        Stage stage = Stage.ready("quote:okx:BTC-USDT");
        long first = stage.connection;
        stage.closed(Conversation.CLOSE_ABNORMAL);
        stage.welcomed();
        stage.news();

        stage.conversation.onText(first, SNAPSHOT.formatted(7), stage.nowUs);
        stage.conversation.onClosed(first, 4010, "", 0, stage.nowUs);
        stage.conversation.onOpen(first, stage.nowUs);
        stage.conversation.onNonsense(first, "late", stage.nowUs);

        assertThat(stage.news()).isEmpty();
    }

    @Test
    void close_endsForGood() {
        Stage stage = Stage.ready("quote:okx:BTC-USDT");

        stage.conversation.close();
        stage.conversation.close();
        stage.at(1_000_000);

        assertThat(stage.news()).containsExactly("close 1000", "disconnected 1000 for good");
        assertThat(stage.conversation.nextDueUs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusedHandshake_withRetryAfter_waitsThatLong() {
        Stage stage = new Stage();
        stage.at(0);

        stage.conversation.onClosed(stage.connection, Conversation.CLOSE_ABNORMAL, "HTTP status 503", 2_000, 0);

        assertThat(stage.news()).containsExactly("connect", "disconnected 1006 retry in 2000 ms");
    }

    @Test
    void goodbye_withAnAbsurdWait_isBounded() {
        Stage stage = Stage.ready();

        stage.hear("{\"op\":\"goodbye\",\"why\":\"drain\",\"code\":1012,\"retry_ms\":9007199254740992}");
        stage.closed(1012);

        assertThat(stage.news()).last().isEqualTo("disconnected 1012 retry in 600000 ms");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void backOff_underFailures_staysWithinABoundThatDoubles(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BackOff backOff = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(60), random);
        for (long boundUs : new long[] {500_000, 1_000_000, 2_000_000, 4_000_000, 4_000_000, 4_000_000}) {
            assertThat(backOff.nextUs(59_999_999)).as("seed %d", seed).isBetween(0L, boundUs);
        }
        assertThat(backOff.nextUs(60_000_000)).as("seed %d", seed).isBetween(0L, 500_000L);
    }

    @Test
    void backOff_overManyClients_spreadsOverTheWholeBound() {
        SplittableRandom random = new SplittableRandom(7);
        List<Long> waits = IntStream.range(0, 1_000)
                .mapToLong(
                        i -> new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO, random).nextUs(0))
                .boxed()
                .toList();

        assertThat(waits).anyMatch(wait -> wait < 100_000).anyMatch(wait -> wait > 900_000);
    }

    @Test
    void serverTime_ofDelayedWords_isThatOfTheLeastDelayed() {
        ServerTime time = new ServerTime();

        time.heard(1_000_000, 500_000); // Came at once: half a second ahead.
        time.heard(2_000_000, 1_700_000); // 200 ms late.
        assertThat(time.offsetUs()).isEqualTo(500_000);

        for (int i = 3; i < 7; i++) {
            time.heard(i * 1_000_000L, i * 1_000_000L - 400_000); // The server's clock was set back.
        }
        assertThat(time.offsetUs()).isEqualTo(400_000);

        time.forget();
        time.heard(9_000_000, 9_000_000);
        assertThat(time.offsetUs()).isZero();
    }
}
