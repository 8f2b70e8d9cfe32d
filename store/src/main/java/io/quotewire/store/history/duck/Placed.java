package io.quotewire.store.history.duck;

import io.quotewire.store.history.journal.Row;

/** A row and the numbers that it takes, both ends among them. */
public record Placed(long from, long to, Row row) {}
