package io.quotewire.gateway.rest;

import io.quotewire.gateway.http.Query;
import io.quotewire.model.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * One page of a list that is sorted by instrument.
 *
 * @param limit most items
 * @param after the instrument that the page before ended with, empty for the first page
 */
record Page(int limit, String after) {
    static final int DEFAULT = 100;
    static final int MOST = 1000;

    /** What is on a page, and the cursor of the next one, null on the last. */
    record Items<T>(List<T> items, @Nullable String next) {
        void writeNext(JsonGenerator json) {
            json.writeStringProperty("next", next);
        }
    }

    static Page of(Query query) {
        String cursor = query.text("cursor");
        String after = cursor == null ? "" : decode(cursor);
        if (after == null) {
            throw query.bad("cursor", "must be the next of an answer of this list");
        }
        return new Page(query.number("limit", 1, MOST, DEFAULT), after);
    }

    /** The page of those of {@code names}, which are sorted, for which {@code item} gives something. */
    <T> Items<T> cut(Collection<String> names, Function<String, @Nullable T> item) {
        List<T> items = new ArrayList<>();
        String lastName = after;
        for (String name : names) {
            T found = name.compareTo(after) > 0 ? item.apply(name) : null;
            if (found == null) {
                continue;
            }
            if (items.size() == limit) {
                return new Items<>(items, encode(lastName));
            }
            items.add(found);
            lastName = name;
        }
        return new Items<>(items, null);
    }

    private static String encode(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.US_ASCII));
    }

    private static @Nullable String decode(String cursor) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
            return Instrument.parse(name).toString();
        } catch (IllegalArgumentException noCursorOfOurs) {
            return null;
        }
    }
}
