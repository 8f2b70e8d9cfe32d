package io.quotewire.engine;

/** Wants to know that a topic has said something, and looks for itself what. Called on the shard's thread; cheap. */
@FunctionalInterface
interface Watcher {
    void changed(long nowUs);
}
