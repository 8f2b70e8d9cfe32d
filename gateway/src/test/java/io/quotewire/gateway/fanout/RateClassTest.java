package io.quotewire.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.fanout.Rig.Client;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.tape.ItemRing;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Decimal;
import io.quotewire.model.Levels;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateClassTest {
    private static final Topic QUOTE = Rig.QUOTE;
    private static final Topic TRADE = Rig.TRADE;
    private static final Topic BOOK = new Topic(Topic.Kind.BOOK, "okx", QUOTE.instrument());
    private static final Topic FIVE = Topic.parse("book.5:okx:BTC-USDT");
    private static final Pattern KIND = Pattern.compile("\"type\":\"(\\w+)\".*?(?:\"prev\":(\\d+),)?\"seq\":(\\d+)");

    private final Rig rig = new Rig(2, FanoutConfig.DEFAULT);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void value_isToldTheNewestOnce_atTheRatesNextMoment() {
        Client client = join(QUOTE, Rate.MS_250);
        for (int i = 0; i < 5; i++) {
            rig.quote(QUOTE, "1." + i);
        }
        rig.crank();
        assertThat(kinds(client)).isEmpty();

        pass(250);
        assertThat(client.socket.received()).singleElement().asString().contains("\"seq\":5", "\"bid\":\"1.4\"");
        pass(5_000);
        assertThat(kinds(client)).isEmpty(); // Never again as if it were new.
    }

    @Test
    void statusOfAValue_leavesAtOnceInEveryClass_andReplacesWhatWaits() {
        Client client = join(QUOTE, Rate.MS_5000);
        rig.quote(QUOTE, "1");
        rig.status(QUOTE, Status.STALE);
        rig.crank();

        assertThat(kinds(client)).containsExactly("status 2");
        pass(5_000);
        assertThat(kinds(client)).isEmpty();
    }

    @Test
    void trades_areBatchedNeverMerged_andChain() {
        Client client = join(TRADE, Rate.MS_1000);
        rig.trades(TRADE, 2);
        rig.trades(TRADE, 1);
        pass(1_000);
        rig.trades(TRADE, 1);
        pass(1_000);

        List<String> received = client.socket.received();
        assertThat(received).hasSize(2);
        assertThat(received.getFirst()).contains("\"prev\":0,\"seq\":3", "[{\"seq\":1,", "{\"seq\":2,", "{\"seq\":3,");
        assertThat(received.getLast()).contains("\"prev\":3,\"seq\":4", "[{\"seq\":4,");
    }

    @Test
    void statusAndUpstreamGapOfTrades_leaveAtOnce_behindWhatWaits() {
        Client client = join(TRADE, Rate.MS_5000);
        rig.trades(TRADE, 2);
        rig.upstreamGap(TRADE);
        rig.trades(TRADE, 1);
        rig.status(TRADE, Status.STALE);
        rig.crank();

        assertThat(client.socket.received())
                .satisfiesExactly(
                        two -> assertThat(two).contains("\"prev\":0,\"seq\":2"),
                        gap -> assertThat(gap).contains("\"type\":\"gap\"", "\"prev\":2,\"from\":3,\"to\":3"),
                        one -> assertThat(one).contains("\"prev\":3,\"seq\":4"),
                        status -> assertThat(status).contains("\"type\":\"status\"", "\"prev\":4,\"seq\":5"));
    }

    @Test
    void tradesTooManyForOneMessage_doNotWait() {
        Client client = join(TRADE, Rate.MS_5000);
        for (int i = 0; i < 11; i++) {
            rig.trades(TRADE, 100);
        }
        rig.crank();

        assertThat(kinds(client)).containsExactly("update 0-1000");
        pass(5_000);
        assertThat(kinds(client)).containsExactly("update 1000-1100");
    }

    @Test
    void book_tellsEachPriceThatWasAnotherAtAnyMoment_toTheJoinerBetweenTwoMomentsToo() {
        rig.book(BOOK, true, levels("10", "1"), levels("11", "1"));
        rig.crank();
        Client early = join(FIVE, Rate.MS_1000);
        rig.book(BOOK, false, levels("9", "3"), Levels.EMPTY);
        rig.crank();
        Client late = rig.client(1);
        late.join(FIVE, Rate.MS_1000, null);
        rig.crank();
        rig.book(BOOK, false, levels("9", "0", "10", "2"), Levels.EMPTY);
        pass(1_000);

        assertThat(early.socket.received())
                .singleElement()
                .asString()
                .contains("\"prev\":1,\"seq\":3", "\"bids\":[[\"10\",\"2\"],[\"9\",\"0\"]],\"asks\":[]");
        assertThat(late.socket.received())
                .satisfiesExactly(
                        snapshot ->
                                assertThat(snapshot).contains("\"type\":\"snapshot\"", "\"seq\":2", "[\"9\",\"3\"]"),
                        update -> assertThat(update).contains("\"prev\":1,\"seq\":3", "[\"9\",\"0\"]"));
    }

    @Test
    void newStateOfABook_leavesAtOnce_andSetsTheClass() {
        rig.book(BOOK, true, levels("10", "1"), levels("11", "1"));
        rig.crank();
        Client client = join(FIVE, Rate.MS_5000);
        rig.book(BOOK, false, levels("10", "2"), Levels.EMPTY);
        rig.status(BOOK, Status.RESYNC);
        rig.book(BOOK, true, levels("10", "5"), Levels.EMPTY);
        rig.crank();
        rig.book(BOOK, false, levels("10", "6"), Levels.EMPTY);
        pass(5_000);

        assertThat(kinds(client)).containsExactly("update 1-2", "status 2-3", "snapshot 4", "update 4-5");
    }

    @Test
    void flush_isPrintedOnceForAllOfAClass_andTheOthersAreNotConcerned() {
        for (int i = 0; i < 4; i++) {
            rig.client(i % 2).join(QUOTE, Rate.MS_100, null);
        }
        Client other = rig.client(0);
        other.join(QUOTE, Rate.MS_1000, null);
        rig.crank();
        long published = rig.broadcaster().tally().get(Count.PUBLISHED);
        rig.quote(QUOTE, "1");
        pass(100);

        assertThat(rig.broadcaster().tally().get(Count.PUBLISHED) - published).isEqualTo(2); // One for each lane.
        assertThat(kinds(other)).containsExactly("snapshot 0");
        rig.assertConserved("after a flush");
    }

    @Test
    void slowReaderOfAClass_isToldExactlyWhatItMissed() {
        Client client = join(TRADE, Rate.MS_100);
        rig.trades(TRADE, 1);
        pass(100);
        client.socket.stopReading();
        client.socket.setRoom(false);
        rig.trades(TRADE, 3);
        pass(100);
        rig.trades(TRADE, 4);
        pass(100);
        client.socket.setRoom(true);
        client.socket.startReading();
        rig.crank();

        assertThat(client.socket.received().stream().filter(text -> text.contains("\"type\":\"gap\"")))
                .singleElement()
                .asString()
                .contains("\"from\":2,\"to\":8,", "\"why\":\"slow_client\"");
    }

    @Test
    void samples_areHeldBackLongBeforeTheCap_andThenTheNewestIsSent() {
        Rig narrow = new Rig(1, new FanoutConfig(64, 64, 64 << 10, Duration.ofSeconds(10), Duration.ofSeconds(15)));
        Client sampling = narrow.client(0);
        sampling.join(QUOTE, Rate.MS_100, null);
        Client whole = narrow.client(0);
        whole.join(QUOTE);
        narrow.crank();
        sampling.socket.stopReading();
        whole.socket.stopReading();
        for (int i = 0; i < 100; i++) {
            narrow.quote(QUOTE, "1." + i);
            narrow.nowUs += TimeUnit.MILLISECONDS.toMicros(100);
            narrow.crank();
        }

        assertThat(sampling.seat(QUOTE).isHeld()).isTrue();
        assertThat(whole.seat(QUOTE).isHeld()).isFalse();
        sampling.socket.startReading();
        narrow.crank();
        List<String> received = sampling.socket.received();
        assertThat(received).hasSizeLessThan(30);
        assertThat(received).anyMatch(text -> text.contains("\"seq\":100,"));
        narrow.assertConserved("after samples");
        narrow.close();
    }

    @Test
    void resumeBehindTheRing_isAGapUpToIt_andTheRestOfTheRing() {
        for (int i = 0; i < ItemRing.MOST_ITEMS / 100 + 5; i++) {
            rig.trades(TRADE, 100);
        }
        Client client = rig.client(0);
        client.join(TRADE, new Position(Rig.EPOCH, 100, false));
        rig.crank();
        client.read();

        RuleClient.Standing standing = client.rule.standing(TRADE);
        assertThat(standing.last).isEqualTo(10_500);
        assertThat(standing.items).isEqualTo(ItemRing.MOST_ITEMS);
        assertThat(client.rule.resyncs()).isEmpty();
    }

    @Test
    void resumeThatWasPromised_isWholeThoughTheRingHasMovedOn() {
        for (int i = 0; i < ItemRing.MOST_ITEMS / 100; i++) {
            rig.trades(TRADE, 100);
        }
        Client client = rig.client(0);
        client.rule.stand(TRADE, Rig.EPOCH, 0);
        client.join(TRADE, new Position(Rig.EPOCH, 0, true));
        rig.trades(TRADE, 300);
        rig.crank();
        client.read();

        assertThat(client.rule.standing(TRADE).announced).isZero();
        assertThat(client.rule.standing(TRADE).items).isEqualTo(10_300);
    }

    @Test
    void resumeOfMoreThanTheSocketHasRoomFor_goesOnWhenThereIs_withNothingLostOrTwice() {
        Rig tight = new Rig(1, new FanoutConfig(64, 64, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(15)));
        for (int i = 0; i < 40; i++) {
            tight.trades(TRADE, 100);
        }
        Client client = tight.client(0);
        client.socket.stopReading();
        client.rule.stand(TRADE, Rig.EPOCH, 0);
        client.join(TRADE, new Position(Rig.EPOCH, 0, true));
        tight.crank();
        for (int i = 0; i < 200 && !isAt(client, tight.seq(TRADE)); i++) {
            tight.trades(TRADE, 1);
            client.socket.startReading();
            client.read();
            client.socket.stopReading();
            tight.crank();
            client.outbox.tick();
            tight.crank();
            if (i == 100) {
                client.socket.startReading();
            }
        }
        client.socket.startReading();
        tight.crank();
        client.read();

        RuleClient.Standing standing = client.rule.standing(TRADE);
        assertThat(client.rule.resyncs()).isEmpty();
        assertThat(standing.items + standing.announced).isEqualTo(standing.last);
        assertThat(standing.items).isGreaterThan(4_000);
        tight.assertConserved("after all");
        tight.close();
    }

    @Test
    void resumeOverAndOver_getsItsShareASecond_andThenTheRest() {
        for (int i = 0; i < ItemRing.MOST_ITEMS / 100; i++) {
            rig.trades(TRADE, 100);
        }
        Client client = rig.client(0);
        client.join(TRADE, new Position(Rig.EPOCH, 0, true));
        rig.crank();
        long bytes = 0;
        for (int i = 0; i < 20; i++) {
            client.outbox.goOn(client.seat(TRADE), new Position(Rig.EPOCH, 0, true));
            rig.crank();
            bytes += client.socket.received().stream().mapToLong(String::length).sum();
        }
        assertThat(bytes).isBetween(Outbox.RESUME_BYTES / 2L, Outbox.RESUME_BYTES + 100_000L);

        rig.trades(TRADE, 1);
        client.rule.stand(TRADE, Rig.EPOCH, client.seat(TRADE).sentSeq());
        rig.tick();
        client.outbox.tick();
        rig.crank();
        rig.crank();
        client.read();
        assertThat(client.rule.resyncs()).isEmpty();
        assertThat(client.rule.standing(TRADE).last).isEqualTo(rig.seq(TRADE));
    }

    private static boolean isAt(Client client, long seq) {
        return client.rule.knows(TRADE) && client.rule.standing(TRADE).last == seq;
    }

    private Client join(Topic topic, Rate rate) {
        Client client = rig.client(0);
        client.join(topic, rate, null);
        rig.crank();
        client.socket.received();
        return client;
    }

    private void pass(int ms) {
        rig.crank();
        rig.nowUs += TimeUnit.MILLISECONDS.toMicros(ms);
        rig.crank();
    }

    private static Levels levels(String... texts) {
        return Levels.of(Arrays.stream(texts).map(Decimal::parse).toArray(Decimal[]::new));
    }

    /** {@code update 4} or, where it chains, {@code update 3-4}. */
    private static List<String> kinds(Client client) {
        return client.socket.received().stream()
                .flatMap(text -> KIND.matcher(text).results())
                .map(RateClassTest::kind)
                .toList();
    }

    private static String kind(MatchResult message) {
        String prev = message.group(2) == null ? "" : message.group(2) + "-";
        return message.group(1) + " " + prev + message.group(3);
    }
}
