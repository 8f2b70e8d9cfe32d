package io.quotewire.gateway.rest;

import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import org.jspecify.annotations.Nullable;

/** The last value of each topic. Any thread. */
public interface Snapshots {
    /** The {@code snapshot} object as WebSocket clients get it, in UTF-8; null while the topic has had no update. */
    byte @Nullable [] snapshotJson(Topic topic);

    /** Likewise what they get of a topic that exists and has had no update. */
    byte[] nothingYet(Topic topic);

    /** The newest update, null while there has been none. */
    @Nullable
    Update last(Topic topic);

    /** Whether any topic is live now. */
    boolean anyLive();
}
