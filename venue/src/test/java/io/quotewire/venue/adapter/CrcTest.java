package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Checksum;
import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.book.OrderBook;
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
