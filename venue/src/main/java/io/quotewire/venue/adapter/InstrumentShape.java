package io.quotewire.venue.adapter;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.MalformedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Where a venue's list of instruments says what. Read off the hot path: each entry becomes a flat map from name to text, where
 * what lies in an object {@code priceFilter} is called {@code priceFilter.tickSize}.
 *
 * @param list the array that holds the entries, such as {@code data} or {@code result.list}; empty where it is all there is;
 *     or an object in which each entry has a name
 * @param nestedBy the field by which objects nested in an entry are told apart: with {@code filterType} the {@code
 *     tickSize} of the object of type {@code PRICE_FILTER} becomes {@code PRICE_FILTER.tickSize}
 * @param symbol the name of the field; likewise the others
 * @param tick the name of the field with the step, or {@code places:} and that of the field with its number of decimal places;
 *     likewise {@code lot}
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
    private static final String PLACES = "places:";
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Reads a list.
     *
     * @throws MalformedFrame if it has another shape; the message quotes the venue's code and text if it has any
     */
    InstrumentList read(VenueAdapter adapter, byte[] body) {
        return read(adapter, body, entry -> {});
    }

    /**
     * The same of a venue whose entries say some things in other ways.
     *
     * @param completed adds to an entry what follows from it; may throw {@link MalformedFrame}
     */
    InstrumentList read(VenueAdapter adapter, byte[] body, Consumer<Map<String, String>> completed) {
        List<ListingInfo> pairs = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Consumer<Map<String, String>> entry = completed.andThen(one -> sort(adapter, one, pairs, skipped));
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            Map<String, String> top = new HashMap<>();
            boolean found = json.nextToken() == JsonToken.START_ARRAY && list.isEmpty();
            if (found) {
                entries(json, entry);
            } else {
                found = search(json, "", top, entry);
            }
            require(json.nextToken() == null, "the end");
            String code = first(top, "code", "retCode", "label", "error");
            String text = first(top, "msg", "retMsg", "message");
            boolean refused = code != null && !code.equals("0");
            String expected = list.isEmpty() ? "a list" : list;
            require(found && !refused, expected + " but code " + code + ", " + text);
        } catch (JacksonException e) {
            throw new MalformedFrame("the list of instruments is no JSON: " + e.getOriginalMessage());
        }
        return new InstrumentList(pairs, skipped);
    }

    /** Looks in an object, and in those that the path leads into, for the list. */
    private boolean search(JsonParser json, String path, Map<String, String> top, Consumer<Map<String, String>> entry) {
        require(json.currentToken() == JsonToken.START_OBJECT, "an object");
        boolean found = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = path + json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT && list.startsWith(name + ".")) {
                found |= search(json, name + ".", top, entry);
            } else if (name.equals(list)) {
                entries(json, entry);
                found = true;
            } else if (json.currentToken() == JsonToken.START_ARRAY) {
                keepTexts(json, name, top);
            } else {
                keep(json, name, top);
            }
        }
        return found;
    }

    private static @Nullable String first(Map<String, String> top, String... names) {
        return Arrays.stream(names)
                .map(top::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
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
        boolean places = name.startsWith(PLACES);
        String text = entry.getOrDefault(places ? name.substring(PLACES.length()) : name, "");
        try {
            return text.isEmpty() ? null : places ? Decimal.parse("1e-" + text) : Decimal.parse(text);
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
        boolean named = json.currentToken() == JsonToken.START_OBJECT; // Each entry stands behind a name of its own.
        require(named || json.currentToken() == JsonToken.START_ARRAY, "an array " + list);
        while (json.nextToken() != (named ? JsonToken.END_OBJECT : JsonToken.END_ARRAY)) {
            JsonToken begin = named ? json.nextToken() : json.currentToken();
            require(begin == JsonToken.START_OBJECT, "an object");
            entry.accept(flat(json));
        }
    }

    private Map<String, String> flat(JsonParser json) {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY) {
                nested(json, fields);
            } else if (json.currentToken() == JsonToken.START_OBJECT) {
                flat(json).forEach((inner, text) -> fields.put(name + "." + inner, text));
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

    /** The texts of an array as one, nothing where there are none. */
    private static void keepTexts(JsonParser json, String name, Map<String, String> fields) {
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                texts.add(json.getString());
            } else {
                json.skipChildren();
            }
        }
        if (!texts.isEmpty()) {
            fields.put(name, String.join(", ", texts));
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
