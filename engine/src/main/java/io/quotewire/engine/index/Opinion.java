package io.quotewire.engine.index;

import io.quotewire.model.Decimal;
import io.quotewire.model.Status;
import io.quotewire.model.Update.QuoteData;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one venue says now.
 *
 * @param quote null where it has said none; {@code last}, the price of its last trade, likewise
 */
public record Opinion(
        String source,
        Status status,
        @Nullable QuoteData quote,
        @Nullable Decimal last,
        long tsUs,
        long recvUs,
        boolean simulated) {
    /** Whether it counts. */
    boolean isHealthy() {
        return status == Status.LIVE && quote != null && quote.bid() != null && quote.ask() != null;
    }

    /** Why it does not count. */
    String trouble() {
        return status == Status.LIVE ? "has no quote of two sides" : status.text();
    }

    /** Twice the middle of a healthy one. */
    BigDecimal twice() {
        return side(true).toBigDecimal().add(side(false).toBigDecimal());
    }

    Decimal side(boolean bid) {
        Decimal price = quote == null ? null : bid ? quote.bid() : quote.ask();
        if (price == null) {
            throw new IllegalStateException("not healthy: " + this);
        }
        return price;
    }
}
