package io.quotewire.model;

/** Where shards put what they ask of the feeds. Any thread; never blocks. */
@FunctionalInterface
public interface FeedControl {
    void ask(FeedCommand command);
}
