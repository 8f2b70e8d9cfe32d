package io.quotewire.store.history.journal;

import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;

/** What is put down. */
public sealed interface Row {
    Topic topic();

    /** What was told. */
    record Told(Update update) implements Row {
        @Override
        public Topic topic() {
            return update.head().topic();
        }
    }

    /** Numbers that were told and not put down, both ends among them. */
    record Loss(Topic topic, Epoch epoch, long from, long to) implements Row {}
}
