package io.quotewire.store.history;

import java.util.List;

/**
 * How all that is kept was found.
 *
 * @param segments that were held against their checksums, page by page
 * @param items that were read, with their numbers in order
 * @param told losses that the writer has told itself: they are in order, and no problem
 * @param problems what is not as it was written, or not there though nobody told
 */
public record Verification(long segments, long items, List<String> told, List<String> problems) {
    public Verification {
        told = List.copyOf(told);
        problems = List.copyOf(problems);
    }
}
