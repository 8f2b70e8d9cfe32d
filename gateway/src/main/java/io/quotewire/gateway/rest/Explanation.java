package io.quotewire.gateway.rest;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Update;
import io.quotewire.model.Update.ConvertedData;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.IndexData;
import io.quotewire.model.Update.LegRate;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.Rejected;
import io.quotewire.model.Update.SourceData;
import io.quotewire.model.Update.TickerData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a price is what it is.
 *
 * @param last what the topic said last
 * @param why in words
 * @param candidates what each venue said last that has a say in it, in the order of preference
 * @param legs the steps of its conversion, the price that it comes from first; none where it is not converted
 * @param rejected venues that have no say in it now
 */
record Explanation(Update last, String why, List<Update> candidates, List<Leg> legs, List<Rejected> rejected) {
    /** One side of a step. */
    record Leg(String pair, String side, Decimal rate, String source, long tsUs) {}

    /**
     * Explains an update.
     *
     * @param from the instrument that it is of, or is converted from
     */
    static Explanation of(Update last, Instrument from, List<Update> candidates) {
        Data data = dataOf(last);
        List<Rejected> rejected = new ArrayList<>();
        List<Leg> legs = new ArrayList<>();
        if (data instanceof IndexData index) {
            rejected.addAll(index.rejected());
            return new Explanation(
                    last, "median of " + String.join(", ", index.constituents()), candidates, legs, rejected);
        }
        Head head = last.head();
        candidates.stream()
                .filter(other -> !other.head().source().equals(head.source()))
                .map(Update::head)
                .filter(other -> other.status().compareTo(head.status()) > 0)
                .forEach(other ->
                        rejected.add(new Rejected(other.source(), other.status().text())));
        if (data instanceof ConvertedData converted) {
            candidates.stream()
                    .filter(other -> other.head().source().equals(head.source()))
                    .forEach(origin -> addOrigin(legs, from, origin));
            converted.legs().forEach(leg -> addLeg(legs, leg));
        }
        return new Explanation(last, why(head, candidates), candidates, legs, rejected);
    }

    private static String why(Head head, List<Update> candidates) {
        String order = candidates.stream().map(each -> each.head().source()).collect(Collectors.joining(", "));
        return candidates.isEmpty() ? head.source() + " says so" : "first healthy of " + order;
    }

    private static void addOrigin(List<Leg> legs, Instrument from, Update origin) {
        Head head = origin.head();
        QuoteData quote = quoteOf(dataOf(origin));
        long tsUs = head.tsUs() == 0 ? head.recvUs() : head.tsUs();
        if (quote != null && quote.bid() != null) {
            legs.add(new Leg(from.toString(), "bid", quote.bid(), head.source(), tsUs));
        }
        if (quote != null && quote.ask() != null) {
            legs.add(new Leg(from.toString(), "ask", quote.ask(), head.source(), tsUs));
        }
    }

    private static void addLeg(List<Leg> legs, LegRate leg) {
        String pair = leg.pair().toString();
        if (leg.bid().equals(leg.ask())) {
            legs.add(new Leg(pair, "mid", leg.bid(), leg.source(), leg.tsUs()));
        } else {
            legs.add(new Leg(pair, "bid", leg.bid(), leg.source(), leg.tsUs()));
            legs.add(new Leg(pair, "ask", leg.ask(), leg.source(), leg.tsUs()));
        }
    }

    /** The best bid and offer in what a value topic carries, null where there is none. */
    static @Nullable QuoteData quoteOf(@Nullable Data data) {
        return switch (data) {
            case QuoteData quote -> quote;
            case TickerData ticker -> ticker.quote();
            case IndexData index -> quoteOf(index.data());
            case ConvertedData converted -> quoteOf(converted.data());
            case RateData ignored -> null;
            case SourceData ignored -> null;
            case null -> null;
        };
    }

    /** What an update carries, null where that is no value. */
    static @Nullable Data dataOf(Update update) {
        return switch (update) {
            case Update.Value value -> value.data();
            case Update.StatusChange change -> change.data();
            default -> null;
        };
    }
}
