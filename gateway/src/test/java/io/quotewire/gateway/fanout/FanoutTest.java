package io.quotewire.gateway.fanout;

import static io.quotewire.gateway.fanout.Rig.QUOTE;
import static io.quotewire.gateway.fanout.Rig.TRADE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.fanout.Rig.Client;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.JsonTree;
import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanoutTest {
    private static final FanoutConfig SMALL =
            new FanoutConfig(16, 16, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(15));

    private final Rig rig = new Rig(2, FanoutConfig.DEFAULT);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void join_beforeAnyValue_getsDownAtZeroThenTheStream() {
        Client client = rig.client(0);
        client.join(QUOTE);
        rig.crank();
        rig.quote(QUOTE, "5");
        rig.crank();

        assertThat(client.socket.received())
                .containsExactly(
                        "{\"type\":\"snapshot\",\"topic\":\"quote:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"seq\":0,"
                                + "\"ts\":null,\"recv\":null,\"source\":\"okx\",\"status\":\"down\",\"data\":null}",
                        "{\"type\":\"update\",\"topic\":\"quote:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"seq\":1,"
                                + "\"ts\":1732115000000000,\"recv\":1732115000000000,\"source\":\"okx\","
                                + "\"status\":\"live\",\"data\":{\"bid\":\"5\",\"bid_size\":null,\"ask\":null,"
                                + "\"ask_size\":null}}");
    }

    @Test
    void join_toEventTopic_getsThePositionThenItems() {
        rig.trades(TRADE, 3);
        Client client = rig.client(0);
        client.join(TRADE);
        rig.crank();
        rig.trades(TRADE, 2);
        rig.crank();

        assertThat(kinds(client)).containsExactly("snapshot 3", "update 5");
    }

    @Test
    void candleThatGrows_isShownBehindTheFirstMessage_andMovesNoNumber() {
        rig.broadcaster().on(candle(1_000, 2, true));
        Client client = rig.client(0);
        client.join(CANDLE);
        rig.crank();
        rig.broadcaster().on(candle(1_000, 3, true));
        rig.broadcaster().on(candle(1_000, 4, false));
        rig.crank();
        assertThat(kinds(client)).containsExactly("snapshot 0", "open null", "open null", "update 1");

        Client late = rig.client(0);
        late.join(CANDLE);
        rig.crank();
        assertThat(kinds(late)).containsExactly("snapshot 1");
    }

    @Test
    void candles_ofATopic_canBeAskedFor_revisedOnesInTheirPlace() throws Exception {
        rig.broadcaster().on(candle(1_000, 2, false));
        rig.broadcaster().on(candle(2_000, 5, false));
        rig.broadcaster().on(candle(1_000, 3, false));
        rig.broadcaster().on(candle(3_000, 1, true));
        var asked = rig.fanout().candles(CANDLE);
        rig.crank();

        CandlePage page = Objects.requireNonNull(asked).get();
        assertThat(page.closed()).extracting(closed -> closed.candle().trades()).containsExactly(3L, 5L);
        assertThat(Objects.requireNonNull(page.open()).candle().openUs()).isEqualTo(3_000);
    }

    private static final Topic CANDLE = Topic.parse("candle.1s:okx:BTC-USDT");
    private long candles;

    private Update candle(long openUs, long trades, boolean open) {
        Decimal price = Decimal.parse("5");
        Candle candle = new Candle(openUs, openUs + 1_000, price, price, price, price, BigDecimal.ONE, null, trades);
        candles += open ? 0 : 1;
        Update.Head head = new Update.Head(CANDLE, Epoch.parse("m3q0jrnk"), candles, 1, 1, "okx", Status.LIVE, false);
        return open
                ? new Update.OpenCandle(head, candle, false)
                : new Update.ClosedCandle(head, candles - 1, candle, false, false);
    }

    @Test
    void update_thatNobodyFollows_isNotEncoded() {
        rig.quote(QUOTE, "5");
        rig.crank();

        assertThat(rig.broadcaster().tally().get(Count.ENCODED_BYTES)).isZero();
        assertThat(rig.fanout().lastValues().snapshot(QUOTE)).asString().contains("\"bid\":\"5\"");
    }

    @Test
    void joiners_ofOneDrain_shareOneSnapshot() {
        rig.quote(QUOTE, "5");
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Client client = rig.client(i % 2);
            client.join(QUOTE);
            clients.add(client);
        }
        rig.crank();

        clients.forEach(client -> assertThat(kinds(client)).containsExactly("snapshot 1"));
        assertThat(rig.broadcaster().tally().get(Count.PUBLISHED)).isEqualTo(2);
    }

    @Test
    void joiner_whileOthersFollow_startsWhereItsSnapshotPasses() {
        Client early = rig.client(0);
        early.join(QUOTE);
        rig.crank();
        rig.quote(QUOTE, "1");
        rig.crank();
        Client late = rig.client(0);
        late.join(QUOTE);
        rig.quote(QUOTE, "2"); // Before the broadcaster has heard of the late one.
        rig.crank();
        rig.quote(QUOTE, "3");
        rig.crank();

        assertThat(kinds(early)).containsExactly("snapshot 0", "update 1", "update 2", "update 3");
        assertThat(kinds(late)).containsExactly("snapshot 2", "update 3");
    }

    @Test
    void drain_writesEachSocketOnce() {
        Client client = rig.client(0);
        client.join(QUOTE);
        client.join(TRADE);
        rig.crank();
        int before = client.socket.writes();
        for (int i = 0; i < 20; i++) {
            rig.quote(QUOTE, "5");
            rig.trades(TRADE, 1);
        }
        rig.crank();

        assertThat(client.socket.writes() - before).isEqualTo(1);
        assertThat(kinds(client)).hasSize(42);
        rig.assertConserved("after one drain");
    }

    @Test
    void leave_thenRejoin_neverLosesAnUpdateInBetween() {
        Client client = rig.client(0);
        client.join(QUOTE);
        client.leave(QUOTE);
        client.join(QUOTE);
        rig.quote(QUOTE, "1");
        rig.crank();
        client.leave(QUOTE);
        rig.quote(QUOTE, "2");
        client.join(QUOTE);
        rig.crank();
        rig.quote(QUOTE, "3");
        rig.crank();

        assertThat(kinds(client)).containsExactly("snapshot 1", "snapshot 2", "update 3");
    }

    @Test
    void leave_ofTheLast_leavesNothingBehind() {
        Client client = rig.client(0);
        client.join(QUOTE);
        rig.crank();
        client.leave(QUOTE);
        rig.crank();
        rig.quote(QUOTE, "1");
        rig.crank();

        assertThat(kinds(client)).containsExactly("snapshot 0");
        assertThat(rig.lane(0).topics()).isZero();
    }

    @Test
    void close_whileTheFirstMessageIsOnItsWay_leavesNothingBehind() {
        Client client = rig.client(0);
        client.join(QUOTE);
        client.join(TRADE);
        client.outbox.close();
        rig.crank();
        rig.crank();
        rig.quote(QUOTE, "1");
        rig.crank();

        assertThat(rig.lane(0).topics()).isZero();
        assertThat(rig.broadcaster().tally().get(Count.PUBLISHED)).isEqualTo(2);
    }

    @Test
    void slowClient_onValueTopic_getsTheNewestAndOneSlow() {
        Client client = stalled(rig, QUOTE);
        for (int i = 0; i < 10; i++) {
            rig.quote(QUOTE, "7." + i);
            rig.crank();
        }
        rig.assertConserved("while held");
        assertThat(rig.lane(0).queued()).isEqualTo(1);
        client.socket.startReading();

        List<String> received = client.socket.received();
        assertThat(received.getLast())
                .isEqualTo("{\"type\":\"slow\",\"conflated\":[\"quote:okx:BTC-USDT\"],\"resync\":[]}");
        assertThat(received.get(received.size() - 2)).contains("\"bid\":\"7.9\"", "\"seq\":" + rig.seq(QUOTE));
        rig.assertConserved("after all was told");
        assertThat(rig.lane(0).queued()).isZero();
    }

    @Test
    void slowClient_onEventTopic_getsOneGapThenTheStream() {
        Client client = stalled(rig, TRADE);
        long sent = client.seat(TRADE).sentSeq();
        rig.trades(TRADE, 3);
        rig.upstreamGap(TRADE);
        rig.status(TRADE, Status.DOWN);
        rig.crank();
        assertThat(client.seat(TRADE).sentSeq()).isEqualTo(sent);
        long to = rig.seq(TRADE);
        client.socket.startReading();
        rig.trades(TRADE, 1);
        rig.crank();

        List<String> received = client.socket.received();
        assertThat(received)
                .contains("{\"type\":\"gap\",\"topic\":\"trade:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"from\":"
                        + (sent + 1) + ",\"to\":" + to + ",\"missing\":null,\"why\":\"slow_client\","
                        + "\"status\":\"down\",\"source\":\"okx\","
                        + "\"fill\":\"/v1/trades/okx/BTC-USDT?epoch=m3q0jrnk&from_seq=" + (sent + 1) + "&to_seq=" + to
                        + "\"}");
        assertThat(received.getLast()).contains("\"prev\":" + to);
        rig.assertConserved("after the gap");
    }

    @Test
    void slow_isToldAtMostOnceASecond() {
        Client client = stalled(rig, QUOTE);
        rig.quote(QUOTE, "6");
        rig.quote(QUOTE, "7");
        rig.crank();
        client.socket.startReading();
        assertThat(slows(client)).isEqualTo(1);
        for (int round = 0; round < 3; round++) {
            client.socket.stopReading();
            flood(rig, QUOTE, client);
            rig.quote(QUOTE, "6");
            rig.quote(QUOTE, "7");
            rig.crank();
            client.socket.startReading();
        }
        assertThat(slows(client)).isZero();

        rig.nowUs += TimeUnit.SECONDS.toMicros(1);
        client.outbox.tick();
        assertThat(slows(client)).isEqualTo(1);
    }

    @Test
    void stalledClient_isToldApartFromASlowOne() {
        Client client = stalled(rig, QUOTE);
        assertThat(client.outbox.isStalled(rig.nowUs)).isFalse();
        rig.nowUs += TimeUnit.SECONDS.toMicros(9);
        assertThat(client.outbox.isStalled(rig.nowUs)).isFalse();
        rig.nowUs += TimeUnit.SECONDS.toMicros(1);
        assertThat(client.outbox.isStalled(rig.nowUs)).isTrue();

        client.socket.startReading();
        assertThat(client.outbox.isStalled(rig.nowUs)).isFalse();
    }

    @Test
    void neverReadingClient_doesNotKeepAnotherFromAnything() {
        Client deaf = rig.client(0);
        Client healthy = rig.client(0);
        for (Client each : List.of(deaf, healthy)) {
            each.join(QUOTE);
            each.join(TRADE);
        }
        rig.crank();
        deaf.socket.stopReading();
        int updates = 40_000;
        for (int i = 0; i < updates; i++) {
            rig.quote(QUOTE, "5");
            rig.trades(TRADE, 1);
            if (i % 50 == 0) {
                rig.crank();
                healthy.read();
            }
        }
        rig.crank();
        healthy.read();

        assertThat(healthy.rule.standing(QUOTE).items).isEqualTo(updates);
        assertThat(healthy.rule.standing(TRADE).items).isEqualTo(updates);
        assertThat(deaf.socket.unsafe().outboundBuffer().totalPendingWriteBytes())
                .isLessThan(2 << 20);
        rig.assertConserved("with a deaf client");
    }

    @Test
    void fullMailbox_isRepairedBySnapshotAndGap() {
        Rig small = new Rig(1, SMALL);
        Client client = small.client(0);
        client.join(QUOTE);
        client.join(TRADE);
        small.crank();
        for (int i = 0; i < 20; i++) {
            small.quote(QUOTE, "5." + i);
            small.trades(TRADE, 1);
        }
        small.crankLane(0);
        small.crank();
        client.read();

        assertThat(small.broadcaster().tally().get(Count.DROPPED_LANE)).isEqualTo(24);
        RuleClient.Standing quote = client.rule.standing(QUOTE);
        RuleClient.Standing trade = client.rule.standing(TRADE);
        assertThat(quote.last).isEqualTo(20);
        assertThat(quote.data).asString().contains("5.19");
        assertThat(trade.last).isEqualTo(20);
        assertThat(trade.items + trade.announced).isEqualTo(20);
        assertThat(trade.announced).isPositive();
        small.assertConserved("after the repair");
        small.close();
    }

    @Test
    void fullRequests_areAskedAgain() {
        Rig small = new Rig(1, SMALL);
        Client client = small.client(0);
        for (int i = 0; i < 30; i++) {
            client.join(Topic.parse("quote:okx:A" + i + "-USDT"));
        }
        for (int i = 0; i < 6; i++) {
            small.crank();
            small.tick();
        }

        assertThat(kinds(client)).hasSize(30);
        small.close();
    }

    @Test
    void silence_isToldOnceUntilSomethingMoves() {
        Client client = rig.client(0);
        client.join(TRADE);
        rig.crank();
        for (int second = 0; second < 40; second++) {
            rig.nowUs += TimeUnit.SECONDS.toMicros(1);
            rig.crank();
        }
        assertThat(kinds(client)).containsExactly("snapshot 0", "still 0");

        rig.trades(TRADE, 1);
        for (int second = 0; second < 40; second++) {
            rig.nowUs += TimeUnit.SECONDS.toMicros(1);
            rig.crank();
        }
        assertThat(kinds(client)).containsExactly("update 1", "still 1");
    }

    @Test
    void resume_behind_isToldWhatItLacksAndThenTheStream() {
        rig.trades(TRADE, 9);
        Client client = rig.client(0);
        client.join(TRADE, new Position(Rig.EPOCH, 4, true));
        rig.crank();
        rig.trades(TRADE, 1);
        rig.crank();

        List<String> received = client.socket.received();
        assertThat(received).hasSize(2);
        assertThat(received.getFirst())
                .contains("\"prev\":4,\"seq\":9,", "[{\"seq\":5,", "{\"seq\":9,")
                .doesNotContain("{\"seq\":4,");
        assertThat(received.getLast()).contains("\"prev\":9,\"seq\":10");
        rig.assertConserved("after a resume");
    }

    @Test
    void resume_atTheEndOrAhead_getsTheStreamAlone() {
        rig.trades(TRADE, 9);
        Client level = rig.client(0);
        level.join(TRADE, new Position(Rig.EPOCH, 9, true));
        Client ahead = rig.client(0);
        ahead.join(TRADE, new Position(Rig.EPOCH, 11, true));
        rig.crank();
        rig.trades(TRADE, 1);
        rig.crank();

        assertThat(kinds(level)).containsExactly("update 10");
        assertThat(kinds(ahead)).containsExactly("update 10");
    }

    @Test
    void resume_fromAnotherEpochOrNowhere_hasNoBeginning() {
        rig.trades(TRADE, 9);
        Client other = rig.client(0);
        other.join(TRADE, new Position(new Epoch(1), 4, false));
        Client lost = rig.client(0);
        lost.join(TRADE, Position.UNKNOWN);
        rig.crank();

        assertThat(other.socket.received().getFirst()).contains("\"from\":null,\"to\":9", "\"why\":\"epoch\"");
        assertThat(lost.socket.received().getFirst()).contains("\"from\":null,\"to\":9", "\"why\":\"too_old\"");
    }

    private static Client stalled(Rig rig, Topic topic) {
        Client client = rig.client(0);
        client.join(topic);
        rig.crank();
        client.socket.stopReading();
        flood(rig, topic, client);
        rig.nowUs += TimeUnit.SECONDS.toMicros(1); // The last drain of the flood may have told it was slow.
        return client;
    }

    /** Publishes until the client's socket is full. */
    private static void flood(Rig rig, Topic topic, Client client) {
        while (!client.seat(topic).isHeld()) {
            for (int i = 0; i < 100; i++) {
                if (topic.equals(QUOTE)) {
                    rig.quote(topic, "5");
                } else {
                    rig.trades(topic, 1);
                }
            }
            rig.crank();
        }
    }

    private static long slows(Client client) {
        return client.socket.received().stream()
                .filter(text -> text.contains("\"type\":\"slow\""))
                .count();
    }

    private static List<String> kinds(Client client) {
        return client.socket.received().stream()
                .map(JsonTree::read)
                .map(message -> message.get("type") + " " + message.getOrDefault("seq", message.get("to")))
                .toList();
    }
}
