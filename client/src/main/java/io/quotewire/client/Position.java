package io.quotewire.client;

import io.quotewire.model.Epoch;

/** Where a client stands in a topic: it has everything of {@code epoch} up to {@code seq}, or was told what it lacks. */
public record Position(Epoch epoch, long seq) {
    /** As in {@code m3q0jrnk/5503}. */
    @Override
    public String toString() {
        return epoch + "/" + seq;
    }
}
