package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Checksum;
import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.book.OrderBook;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class CrcTest {
    /** OKX's own example, docs-v5, "Checksum": sides of one length and of two. */
    @Test
    void sum_ofTheVenuesExamples_goesOverTheSidesInTurn() {
        OrderBook even = book(levels("3366.1", "7", "3366", "6"), levels("3366.8", "9", "3368", "8"));
        assertThat(crc("3366.1:7:3366.8:9:3366:6:3368:8")).isEqualTo(-1881014294);
        assertThat(even.adds(new Crc(25, -1881014294))).isTrue();
        assertThat(even.adds(new Crc(25, 1881014294))).isFalse();

        OrderBook uneven = book(levels("3366.1", "7"), levels("3366.8", "9", "3368", "8", "3372", "8"));
        assertThat(uneven.adds(new Crc(25, crc("3366.1:7:3366.8:9:3368:8:3372:8"))))
                .isTrue();
    }

    @Test
    void sum_coversTheBestLevelsOnlyAndTheDigitsAsSent() {
        OrderBook book = book(levels("2.50", "1.0", "2.40", "9"), levels("2.60", "0.10"));
        assertThat(book.adds(new Crc(1, crc("2.50:1.0:2.60:0.10")))).isTrue();
        assertThat(book.adds(new Crc(1, crc("2.5:1:2.6:0.1")))).isFalse();
    }

    /** More digits than any venue sends, on as many levels as it covers. */
    @Test
    void sum_ofALongText_isThatOfTheWholeText() {
        String[] bids = new String[50];
        String[] asks = new String[50];
        StringJoiner inTurn = new StringJoiner(":");
        StringBuilder topAsks = new StringBuilder();
        StringBuilder topBids = new StringBuilder();
        for (int level = 0; level < 25; level++) {
            bids[2 * level] = (200 - level) + ".123450000000";
            asks[2 * level] = (300 + level) + ".123450000000";
            bids[2 * level + 1] = "0.0" + (100 + level) + "98765432";
            asks[2 * level + 1] = (100 + level) + "98765432";
            inTurn.add(bids[2 * level])
                    .add(bids[2 * level + 1])
                    .add(asks[2 * level])
                    .add(asks[2 * level + 1]);
            if (level < 10) {
                topAsks.append(asks[2 * level].replace(".", "")).append(asks[2 * level + 1]);
                topBids.append(bids[2 * level].replace(".", "")).append(bids[2 * level + 1].substring(3));
            }
        }
        OrderBook book = book(levels(bids), levels(asks));

        assertThat(book.adds(new Crc(25, crc(inTurn.toString())))).isTrue();
        assertThat(book.adds(new KrakenTopTen(crc(topAsks.toString() + topBids) & 0xFFFFFFFFL, 0, 0)))
                .isTrue();
    }

    @Test
    void zero_saysNothing() {
        assertThat(Crc.inTurn(25, 0)).isNull();
        Checksum sum = Crc.inTurn(25, -7);
        assertThat(sum).isEqualTo(new Crc(25, -7));
    }

    private static int crc(String text) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }

    private static OrderBook book(Levels bids, Levels asks) {
        OrderBook book = new OrderBook();
        assertThat(book.replace(Extent.WHOLE, bids, asks)).isTrue();
        return book;
    }

    private static Levels levels(String... pricesAndSizes) {
        Decimal[] values = new Decimal[pricesAndSizes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Decimal.parse(pricesAndSizes[i]);
        }
        return Levels.of(values);
    }
}
