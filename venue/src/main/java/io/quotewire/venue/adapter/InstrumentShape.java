package io.quotewire.venue.adapter;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.MalformedFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Where a venue's list of instruments says what. Read off the hot path: each entry becomes a flat map from name to text.
 *
 * @param list the array of the top object that holds the entries
 * @param nestedBy the field by which objects nested in an entry are told apart: with {@code filterType} the {@code
 *     tickSize} of the object of type {@code PRICE_FILTER} becomes {@code PRICE_FILTER.tickSize}
 * @param symbol the name of the field; likewise the others
 * @param spot whether an entry is a spot pair
 * @param trading whether an entry is traded now
 */
record InstrumentShape(
        String list,
        String nestedBy,
        String symbol,
        String base,
        String quote,
        String tick,
        String lot,
        Predicate<Map<String, String>> spot,
        Predicate<Map<String, String>> trading) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Reads a list.
     *
     * @throws MalformedFrame if it has another shape; the message quotes the venue's code and text if it has any
     */
    InstrumentList read(VenueAdapter adapter, byte[] body) {
        List<ListingInfo> pairs = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "an object");
            Map<String, String> top = new HashMap<>();
            boolean found = false;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals(list)) {
                    entries(json, entry -> sort(adapter, entry, pairs, skipped));
                    found = true;
                } else {
                    keep(json, name, top);
                }
            }
            require(json.nextToken() == null, "the end");
            boolean refused = !top.getOrDefault("code", "0").equals("0");
            require(found && !refused, list + " but code " + top.get("code") + ", " + top.get("msg"));
        } catch (JacksonException e) {
            throw new MalformedFrame("the list of instruments is no JSON: " + e.getOriginalMessage());
        }
        return new InstrumentList(pairs, skipped);
    }

    private void sort(VenueAdapter adapter, Map<String, String> entry, List<ListingInfo> pairs, List<String> skipped) {
        String name = text(entry, symbol);
        Instrument instrument = spot.test(entry) ? instrument(text(entry, base), text(entry, quote)) : null;
        if (instrument == null || !adapter.symbol(instrument).equals(name)) {
            skipped.add(name);
            return;
        }
        Listing listing = new Listing(adapter.profile().venue(), instrument);
        pairs.add(new ListingInfo(listing, name, step(entry, tick), step(entry, lot), trading.test(entry), false));
    }

    private static @Nullable Instrument instrument(String base, String quote) {
        return Instrument.isCode(base) && Instrument.isCode(quote) ? new Instrument(base, quote) : null;
    }

    /** Null where the venue does not say. */
    private static @Nullable Decimal step(Map<String, String> entry, String name) {
        String text = entry.getOrDefault(name, "");
        try {
            return text.isEmpty() ? null : Decimal.parse(text);
        } catch (NumberFormatException e) {
            throw new MalformedFrame(name + " is " + e.getMessage());
        }
    }

    private static String text(Map<String, String> entry, String name) {
        String text = entry.get(name);
        if (text == null) {
            throw new MalformedFrame("expected " + name + " in the list of instruments");
        }
        return text;
    }

    private void entries(JsonParser json, Consumer<Map<String, String>> entry) {
        require(json.currentToken() == JsonToken.START_ARRAY, "an array " + list);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.START_OBJECT, "an object");
            entry.accept(flat(json));
        }
    }

    private Map<String, String> flat(JsonParser json) {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY) {
                nested(json, fields);
            } else {
                keep(json, name, fields);
            }
        }
        return fields;
    }

    private void nested(JsonParser json, Map<String, String> fields) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                Map<String, String> inner = flat(json);
                inner.forEach((name, text) -> fields.put(inner.get(nestedBy) + "." + name, text));
            } else {
                json.skipChildren();
            }
        }
    }

    private static void keep(JsonParser json, String name, Map<String, String> fields) {
        if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
            fields.put(name, json.getString());
        } else {
            json.skipChildren();
        }
    }

    private static void require(boolean sound, String expected) {
        if (!sound) {
            throw new MalformedFrame("expected " + expected + " in the list of instruments");
        }
    }
}
