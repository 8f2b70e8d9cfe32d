package io.quotewire.store.last.value;

import io.quotewire.model.Decimal;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.ConvertedData;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.IndexData;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.SourceData;
import io.quotewire.model.Update.TickerData;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last word on a value topic: its head, and what it said. */
public record LastValue(Head head, Data data) {
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9-]{1,20}");

    public Topic topic() {
        return head.topic();
    }

    /** Of two about one topic: by the life of their numbers, then by number. */
    public boolean isNewerThan(LastValue other) {
        int life = head.epoch().compareTo(other.head.epoch());
        return life != 0 ? life > 0 : head.seq() > other.head.seq();
    }

    /** Whether its topic can say such a thing. */
    boolean isPossible() {
        return head.seq() > 0
                && head.seq() < 1L << 53
                && head.tsUs() >= 0
                && head.recvUs() > 0
                && isSource(head.source())
                && isKind();
    }

    private boolean isSource(String source) {
        return switch (topic().source()) {
            case Topic.BEST, Topic.FX -> SOURCE.matcher(source).matches() && !Topic.COMPOSED.contains(source);
            default -> source.equals(topic().source());
        };
    }

    private boolean isKind() {
        return switch (topic().kind()) {
            case QUOTE -> plain() instanceof QuoteData quote && isPrice(quote);
            case TICKER -> plain() instanceof TickerData ticker && isPrice(ticker.quote()) && arePrices(ticker.last());
            case FX -> data instanceof RateData rate && arePrices(rate.rate());
            default -> false;
        };
    }

    /** What a venue says, an index or a conversion is a frame around; null in a frame that the topic cannot have. */
    private @Nullable Data plain() {
        String source = topic().source();
        return switch (data) {
            case IndexData index -> source.equals(Topic.INDEX) ? index.data() : null;
            case ConvertedData converted -> source.equals(Topic.BEST) ? converted.data() : null;
            case QuoteData quote -> source.equals(Topic.INDEX) ? null : quote;
            case TickerData ticker -> source.equals(Topic.INDEX) ? null : ticker;
            case RateData ignored -> null;
            case SourceData ignored -> null;
        };
    }

    private static boolean isPrice(QuoteData quote) {
        return arePrices(quote.bid(), quote.ask());
    }

    private static boolean arePrices(@Nullable Decimal... prices) {
        return Stream.of(prices).allMatch(price -> price == null || price.signum() > 0);
    }
}
