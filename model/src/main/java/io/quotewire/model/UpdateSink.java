package io.quotewire.model;

/** Where a shard puts its updates, on its own thread and in order. Must not block or throw. */
@FunctionalInterface
public interface UpdateSink {
    void on(Update update);
}
