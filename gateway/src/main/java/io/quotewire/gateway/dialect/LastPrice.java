package io.quotewire.gateway.dialect;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import org.jspecify.annotations.Nullable;

/**
 * The last price in an update of a ticker.
 *
 * @param live whether it is what its source says now
 * @param tsUs the value's time by its source; where that gave none, when it reached us
 * @param recvUs when it reached us
 */
record LastPrice(Decimal price, boolean live, long tsUs, long recvUs) {
    /** Whose ticker older clients mean, who know of one venue only. */
    static Topic ticker(Instrument instrument) {
        return new Topic(Topic.Kind.TICKER, Topic.BEST, instrument);
    }

    /** Null where none is known. */
    static @Nullable LastPrice of(@Nullable Update update) {
        if (update == null) {
            return null;
        }
        Decimal price = price(
                switch (update) {
                    case Update.Value value -> value.data();
                    case Update.StatusChange change -> change.data();
                    default -> null;
                });
        Update.Head head = update.head();
        long tsUs = head.tsUs() == 0 ? head.recvUs() : head.tsUs();
        return price == null ? null : new LastPrice(price, head.status() == Status.LIVE, tsUs, head.recvUs());
    }

    private static @Nullable Decimal price(Update.@Nullable Data data) {
        return switch (data) {
            case Update.TickerData ticker -> ticker.last();
            case Update.ConvertedData converted -> price(converted.data());
            case Update.IndexData index -> price(index.data());
            case null, default -> null;
        };
    }

    long ageMs(long nowUs) {
        return Math.max(0, nowUs - recvUs) / 1_000;
    }
}
