package io.quotewire.app.books;

import java.util.List;
import java.util.Set;

/**
 * A recording that was tampered with in one place.
 *
 * @param signs figures of which at least one must show it
 * @param lost how many books must be lost by it: those of which a feed and a shard must notice that they are wrong
 */
record Twin(String name, List<Step> steps, Set<Figure> signs, long lost) {}
