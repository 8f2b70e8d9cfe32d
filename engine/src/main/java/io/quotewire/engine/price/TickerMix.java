package io.quotewire.engine.price;

import io.quotewire.engine.price.TickerWord.Figures;
import io.quotewire.model.Decimal;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.Status;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listing's ticker, composed: the last price from trades, bid and ask from quotes, the rest from the ticker channel,
 * which also stands in for the other two.
 *
 * <p>Bid and ask are drawn together, never one from each channel, so that what was not crossed does not become so.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class TickerMix {
    private static final QuoteData NO_QUOTE = new QuoteData(null, null, null, null);

    private final Drawn<QuoteData> quote = new Drawn<>();
    private final Drawn<Decimal> last = new Drawn<>();
    private final Part<Figures> figures = new Part<>();
    private final Change change = new Change();
    private final String noQuote;
    private final String noLast;

    public TickerMix(String venue) {
        this.noQuote = venue + " sends a ticker without a quote";
        this.noLast = venue + " sends a ticker without a last price";
    }

    public Drawn<QuoteData> quote() {
        return quote;
    }

    public Drawn<Decimal> last() {
        return last;
    }

    /** What comes from the ticker channel alone. */
    public List<Part<?>> tickers() {
        return List.of(quote.ticker(), last.ticker(), figures);
    }

    /**
     * Takes what the ticker channel says, which is to be believed.
     *
     * @param limitUs how long it may leave out what it once said
     * @return whether a quote was in it
     */
    public boolean take(TickerWord word, long limitUs) {
        Ticker event = word.event();
        take(figures, word.figures(), event);
        take(last.ticker(), word.last(), event);
        take(quote.ticker(), word.quote(), event);
        quote.ticker().omit(event.recvUs(), limitUs, noQuote);
        last.ticker().omit(event.recvUs(), limitUs, noLast);
        return word.quote() != null;
    }

    private static <T> void take(Part<T> part, @Nullable T value, Ticker event) {
        if (value != null) {
            part.take(value, event.tsUs(), event.recvUs(), event.simulated());
        }
    }

    public void spoil(Status status) {
        quote.spoil(status);
        last.spoil(status);
        figures.spoil(status);
    }

    public void clear() {
        quote.clear();
        last.clear();
        figures.clear();
    }

    /** The worst of the parts that bid, ask and last are drawn from; the figures where there are none. */
    public Part<?> worst() {
        if (!quote.isKnown()) {
            return last.isKnown() ? last.part() : figures;
        }
        if (!last.isKnown() || quote.status().compareTo(last.status()) > 0) {
            return quote.part();
        }
        return last.part();
    }

    /** The part that reached us last: its times are the whole's. */
    public Part<?> newest() {
        Part<?> newest = figures;
        if (quote.isKnown() && (newest.value() == null || quote.part().isNewerThan(newest))) {
            newest = quote.part();
        }
        if (last.isKnown() && (newest.value() == null || last.part().isNewerThan(newest))) {
            newest = last.part();
        }
        return newest;
    }

    public TickerData data() {
        QuoteData pair = quote.value();
        Decimal price = last.value();
        Figures row = figures.value() == null ? Figures.NONE : figures.value();
        change.between(row.open(), price);
        return new TickerData(
                price,
                pair == null ? NO_QUOTE : pair,
                row.open(),
                row.high(),
                row.low(),
                row.volume(),
                change.absolute(),
                change.percent(),
                row.quoteVolume(),
                row.marketCap());
    }
}
