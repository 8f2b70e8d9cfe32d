package io.quotewire.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Topic;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TradeItem;
import io.quotewire.model.book.OrderBook;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client against an honest server over a link that drops, repeats and swaps messages in both directions, as no TCP
 * connection does but as a faulty server might: whatever happens, in the end the client has the server's last value and
 * book, has every trade once or was told that it lacks it, and then rests.
 */
class LossyLinkTest {
    private static final int STEPS = 4_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void client_overALossyLink_endsWithTheServersValueAndEveryTradeAccountedFor(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LossyLink link = new LossyLink(random);
        for (int i = 0; i < STEPS; i++) {
            link.step(true);
        }
        for (int i = 0; i < STEPS / 10; i++) {
            link.step(false);
        }
        link.rest();

        assertThat(link.heard.quoteSeq).as("seed %d, quote", seed).isEqualTo(link.server.quotes.seq);
        assertThat(link.heard.quoteBid).as("seed %d, quote", seed).isEqualTo(link.server.quoteBid());
        assertThat(link.heard.quoteStatus).as("seed %d, status", seed).isEqualTo(link.server.status);
        assertThat(link.heard.last).as("seed %d, trades", seed).isEqualTo(link.server.trades.seq);
        assertThat(link.heard.problems).as("seed %d", seed).isEmpty();
        assertThat(link.heard.bookSeq).as("seed %d, book", seed).isEqualTo(link.server.books.seq);
        assertThat(link.heard.book).as("seed %d, book", seed).isEqualTo(link.server.book.text());
        assertThat(link.mismatches())
                .as("seed %d: states that were spoiled", seed)
                .isEqualTo(link.spoiled);
        assertThat(link.heard.trades)
                .as("seed %d: the test tests something", seed)
                .isGreaterThan(100);
        assertThat(link.resyncs).as("seed %d: the test tests something", seed).isGreaterThan(10);
    }

    @Test
    void client_overAnHonestLink_neverAsks() {
        LossyLink link = new LossyLink(new SplittableRandom(99));
        for (int i = 0; i < STEPS; i++) {
            link.step(false);
        }
        link.rest();

        assertThat(link.resyncs).isZero();
        assertThat(link.heard.book).isEqualTo(link.server.book.text());
        assertThat(link.connections).isEqualTo(1);
        assertThat(link.heard.problems).isEmpty();
        assertThat(link.heard.last).isEqualTo(link.server.trades.seq);
    }

    /** Keeps the accounts of what the client tells its application. */
    static final class Heard implements TopicListener {
        final List<String> problems = new ArrayList<>();
        String epoch = "";
        long last = Message.NONE;
        int trades;
        long quoteSeq;
        String quoteBid = "";
        String quoteStatus = "";
        long bookSeq;
        String book = "";

        @Override
        public void onQuote(Message.Quote quote) {
            quoteSeq = quote.head().seq();
            quoteStatus = quote.status().text();
            QuoteData data = quote.data();
            quoteBid = data == null ? "" : String.valueOf(data.bid());
        }

        @Override
        public void onBook(Message.Book news, OrderBook now) {
            bookSeq = news.head().seq();
            book = Stream.of(now.bids(), now.asks())
                    .flatMap(
                            side -> IntStream.range(0, side.levels()).mapToObj(i -> side.price(i) + ":" + side.size(i)))
                    .collect(Collectors.joining(","));
        }

        @Override
        public void onTrades(Message.Trades delivered) {
            if (delivered.snapshot()) {
                move(delivered.head().epoch().toString(), delivered.head().seq());
                return;
            }
            for (TradeItem item : delivered.items()) {
                if (item.seq() != last + 1) {
                    problems.add("after " + last + " came " + item.seq());
                }
                last = item.seq();
                trades++;
            }
            last = delivered.head().seq();
        }

        @Override
        public void onStatus(Message.StatusChange change) {
            if (change.topic().shape() == Topic.Shape.EVENT) {
                if (change.head().seq() != last + 1) {
                    problems.add(
                            "after " + last + " came status " + change.head().seq());
                }
                last = change.head().seq();
            }
        }

        @Override
        public void onGap(Message.Gap gap) {
            boolean sameEpoch = epoch.equals(gap.head().epoch().toString());
            if (sameEpoch && gap.firstLacking() != last + 1) {
                problems.add("after " + last + " a gap from " + gap.firstLacking());
            }
            if (sameEpoch && gap.head().seq() <= last) {
                problems.add("after " + last + " an old gap to " + gap.head().seq());
            }
            move(gap.head().epoch().toString(), gap.head().seq());
        }

        private void move(String newEpoch, long seq) {
            epoch = newEpoch;
            last = seq;
        }
    }
}
