package io.quotewire.app.books;

import java.util.List;
import java.util.Set;

/**
 * A recording that was tampered with in one place.
 *
 * @param signs figures of which at least one must show it
 */
record Twin(String name, List<Step> steps, Set<Figure> signs) {}
