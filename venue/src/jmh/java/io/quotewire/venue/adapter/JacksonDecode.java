package io.quotewire.venue.adapter;

import io.quotewire.model.Decimal;
import io.quotewire.model.DecimalReader;
import io.quotewire.model.Decimals;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The same events by Jackson's streaming parser, written with the same care: one pass, digits taken from its buffer
 * without a string, figures gathered in one row that is kept, one map look-up for the symbol.
 */
final class JacksonDecode {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Listing> listings;
    private final Decimals.Row row = new Decimals.Row(Figure.COLUMNS);
    private final DecimalReader reader = new DecimalReader();

    JacksonDecode(Map<String, Listing> listings) {
        this.listings = listings;
    }

    @Nullable
    MarketEvent okxTicker(byte[] frame, long recvUs) {
        row.clear();
        Listing listing = null;
        long tsUs = 0;
        boolean ticker = false;
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), frame)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.PROPERTY_NAME) {
                    continue;
                }
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    continue;
                }
                switch (name) {
                    case "channel" -> ticker = json.getString().equals("tickers");
                    case "instId" -> listing = listings.get(json.getString());
                    case "ts" -> tsUs = integer(json) * 1_000;
                    case "last" -> decimal(json, Figure.LAST);
                    case "bidPx" -> decimal(json, Figure.BID);
                    case "bidSz" -> decimal(json, Figure.BID_SIZE);
                    case "askPx" -> decimal(json, Figure.ASK);
                    case "askSz" -> decimal(json, Figure.ASK_SIZE);
                    case "open24h" -> decimal(json, Figure.OPEN);
                    case "high24h" -> decimal(json, Figure.HIGH);
                    case "low24h" -> decimal(json, Figure.LOW);
                    case "vol24h" -> decimal(json, Figure.VOLUME);
                    default -> {}
                }
            }
        }
        return listing == null || !ticker ? null : new Ticker(listing, tsUs, recvUs, false, row.toDecimals());
    }

    @Nullable
    MarketEvent binanceQuote(byte[] frame, long recvUs) {
        row.clear();
        Listing listing = null;
        long update = 0;
        boolean quote = false;
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), frame)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.PROPERTY_NAME) {
                    continue;
                }
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "stream" -> quote = json.getString().endsWith("@bookTicker");
                    case "u" -> update = json.getLongValue();
                    case "s" -> listing = listings.get(json.getString());
                    case "b" -> decimal(json, Figure.BID);
                    case "B" -> decimal(json, Figure.BID_SIZE);
                    case "a" -> decimal(json, Figure.ASK);
                    case "A" -> decimal(json, Figure.ASK_SIZE);
                    default -> {}
                }
            }
        }
        return listing == null || !quote
                ? null
                : new Quote(
                        listing,
                        0,
                        recvUs,
                        false,
                        update,
                        figure(Figure.BID),
                        figure(Figure.BID_SIZE),
                        figure(Figure.ASK),
                        figure(Figure.ASK_SIZE));
    }

    private @Nullable Decimal figure(Figure figure) {
        return row.get(figure.column());
    }

    private void decimal(JsonParser json, Figure figure) {
        char[] text = json.getStringCharacters();
        int from = json.getStringOffset();
        int to = from + json.getStringLength();
        reader.reset();
        for (int i = from; i < to; i++) {
            reader.accept(text[i]);
        }
        if (to > from && reader.finish()) {
            row.set(figure.column(), reader.mantissa(), reader.scale(), reader.places());
        }
    }

    private static long integer(JsonParser json) {
        char[] text = json.getStringCharacters();
        int from = json.getStringOffset();
        int to = from + json.getStringLength();
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + (text[i] - '0');
        }
        return value;
    }
}
