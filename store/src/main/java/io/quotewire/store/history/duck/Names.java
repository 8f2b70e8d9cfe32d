package io.quotewire.store.history.duck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the numbers in a segment's tables stand for. Any thread. */
public final class Names {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** The number of a name, which gets one if it has none. */
    synchronized int number(String name) {
        Integer known = numbers.get(name);
        if (known == null) {
            known = texts.size();
            numbers.put(name, known);
            texts.add(name);
        }
        return known;
    }

    synchronized @Nullable Integer find(String name) {
        return numbers.get(name);
    }

    synchronized String text(int number) {
        return texts.get(number);
    }

    /** All, in the order of their numbers. */
    synchronized List<String> all() {
        return List.copyOf(texts);
    }
}
