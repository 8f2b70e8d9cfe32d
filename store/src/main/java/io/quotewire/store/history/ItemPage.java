package io.quotewire.store.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items of one topic in the order of epoch and number, each number at most once.
 *
 * @param next where to go on, by {@link ItemRange#after}; null where nothing more of what is on disk is in the range
 */
public record ItemPage(List<Item> items, @Nullable Mark next) {
    public ItemPage {
        items = List.copyOf(items);
    }
}
