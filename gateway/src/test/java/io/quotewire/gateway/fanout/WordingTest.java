package io.quotewire.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.fanout.Rig.Client;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Update;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections on which other words than ours are spoken. */
class WordingTest {
    private static final FanoutConfig NARROW =
            new FanoutConfig(1_024, 64, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(15));

    private final AtomicInteger printed = new AtomicInteger();

    /** Tells bids that are another than the one before, each as a long line. */
    private final Encoding words = Encoding.of((json, change) -> {
        printed.incrementAndGet();
        String before = bid(change.before());
        String now = bid(change.now());
        if (now == null || now.equals(before)) {
            return false;
        }
        json.clear().spaced().openArray().text(now).text("-".repeat(1_000)).closeArray();
        return true;
    });

    private static @Nullable String bid(@Nullable Update update) {
        return update instanceof Update.Value value && value.data() instanceof Update.QuoteData quote
                ? Objects.toString(quote.bid())
                : null;
    }

    private static String told(String bid) {
        return "[\"" + bid + "\", \"" + "-".repeat(1_000) + "\"]";
    }

    @Test
    void followers_onTwoLanes_areToldTheSameBytesMadeOnce() {
        Rig rig = new Rig(2, FanoutConfig.DEFAULT);
        Client one = rig.client(0, words);
        Client two = rig.client(1, words);
        one.join(Rig.QUOTE);
        two.join(Rig.QUOTE);
        rig.crank();
        rig.quote(Rig.QUOTE, "1");
        rig.crank();
        rig.crank();

        ByteBuf first = Objects.requireNonNull(one.socket.<ByteBuf>readOutbound());
        ByteBuf second = Objects.requireNonNull(two.socket.<ByteBuf>readOutbound());
        assertThat(first.unwrap()).isNotNull().isSameAs(second.unwrap());
        assertThat(printed).hasValue(1);
        first.release();
        second.release();
        rig.close();
    }

    @Test
    void follower_isToldHowItStands_andNothingOfWhatHasNoWords() {
        Rig rig = new Rig(1, FanoutConfig.DEFAULT);
        rig.quote(Rig.QUOTE, "1");
        Client client = rig.client(0, words);
        client.join(Rig.QUOTE);
        client.join(Rig.TRADE);
        rig.crank();
        rig.quote(Rig.QUOTE, "1");
        rig.trades(Rig.TRADE, 3);
        rig.crank();
        rig.quote(Rig.QUOTE, "2");
        rig.crank();

        assertThat(client.socket.received()).containsExactly(told("1"), told("2"));
        rig.assertConserved("with words");
        rig.close();
    }

    /** At a rate the one before was not told, so that nothing may be left out for its sake. */
    @Test
    void follower_atARate_isToldTheNewestWholly() {
        Rig rig = new Rig(1, FanoutConfig.DEFAULT);
        rig.quote(Rig.QUOTE, "1");
        Client client = rig.client(0, words);
        client.join(Rig.QUOTE, Rate.MS_100, null);
        rig.crank();
        rig.quote(Rig.QUOTE, "2");
        rig.quote(Rig.QUOTE, "2");
        rig.nowUs += 200_000;
        rig.crank();
        assertThat(client.socket.received()).containsExactly(told("1"), told("2"));

        rig.quote(Rig.QUOTE, "3");
        rig.moved(Rig.QUOTE, "3");
        rig.crank();
        assertThat(client.socket.received()).containsExactly(told("3"));
        rig.close();
    }

    @Test
    void follower_thatDoesNotRead_isToldTheNewestValueAndNoWordOfWhatItMissed() {
        Rig rig = new Rig(1, NARROW);
        Client client = rig.client(0, words);
        client.join(Rig.QUOTE);
        client.join(Rig.TRADE);
        rig.crank();
        client.socket.stopReading();
        for (int i = 1; i <= 100; i++) {
            rig.quote(Rig.QUOTE, Integer.toString(i));
            rig.quote(Rig.QUOTE, Integer.toString(i)); // Says nothing, and takes no place of what waits.
            rig.trades(Rig.TRADE, 1);
            rig.crank();
        }
        assertThat(client.seat(Rig.QUOTE).isHeld()).isTrue();
        client.socket.startReading();
        rig.crank();
        rig.nowUs += 2_000_000;
        rig.tick();

        assertThat(client.socket.received())
                .hasSizeBetween(2, 50)
                .allMatch(text -> text.startsWith("[\""))
                .endsWith(told("100"));
        assertThat(rig.lane(0).tally().get(Count.CONFLATED)).isPositive();
        assertThat(rig.lane(0).tally().get(Count.SLOW_TOLD)).isZero();
        assertThat(rig.lane(0).tally().get(Count.GAPS_TOLD)).isZero();
        rig.assertConserved("slow with words");
        rig.close();
    }
}
