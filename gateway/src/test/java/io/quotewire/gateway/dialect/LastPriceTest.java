package io.quotewire.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastPriceTest {
    private static final Topic TOPIC = LastPrice.ticker(Instrument.parse("BTC-USDT"));
    private static final Decimal PRICE = Decimal.parse("97110.10");
    private static final QuoteData NO_QUOTE = new QuoteData(null, null, null, null);
    private static final TickerData TICKER = new TickerData(PRICE, NO_QUOTE, null, null, null, null, null, null);

    private static Update.Head head(Status status, long tsUs) {
        return new Update.Head(TOPIC, Epoch.parse("m3q0jrnk"), 1, tsUs, 5_000, "okx", status, false);
    }

    @Test
    void price_ofEachKindOfTicker_isFound() {
        LastPrice price = new LastPrice(PRICE, true, 4_000, 5_000);
        Update.Data converted = new Update.ConvertedData(TICKER, "USDT>USD>CAD", PRICE, List.of(), false);
        Update.Data index = new Update.IndexData(TICKER, List.of("okx"), List.of());

        for (Update.Data data : List.of(TICKER, converted, index)) {
            assertThat(LastPrice.of(new Update.Value(head(Status.LIVE, 4_000), false, data)))
                    .isEqualTo(price);
        }
    }

    @Test
    void price_inAChangeOfStatus_isThereAndNotLive() {
        Update change = new Update.StatusChange(head(Status.STALE, 4_000), 0, null, "silent", 6_000, TICKER);

        assertThat(LastPrice.of(change)).isEqualTo(new LastPrice(PRICE, false, 4_000, 5_000));
    }

    @Test
    void price_thatNobodyKnows_isNull() {
        TickerData without = new TickerData(null, NO_QUOTE, null, null, null, null, null, null);

        assertThat(LastPrice.of(null)).isNull();
        assertThat(LastPrice.of(new Update.Value(head(Status.LIVE, 4_000), false, without)))
                .isNull();
        assertThat(LastPrice.of(new Update.Value(head(Status.LIVE, 4_000), false, NO_QUOTE)))
                .isNull();
        assertThat(LastPrice.of(new Update.StatusChange(head(Status.DOWN, 0), 0, null, "none", 6_000, null)))
                .isNull();
    }

    @Test
    void age_isSinceThePriceReachedUs_andNeverNegative() {
        LastPrice price = new LastPrice(PRICE, true, 4_000, 5_000);

        assertThat(price.ageMs(6_021_999 + 5_000)).isEqualTo(6_021);
        assertThat(price.ageMs(4_000)).isZero();
    }
}
