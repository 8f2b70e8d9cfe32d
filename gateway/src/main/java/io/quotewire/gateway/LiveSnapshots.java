package io.quotewire.gateway;

import io.quotewire.gateway.fanout.LastValues;
import io.quotewire.gateway.rest.Snapshots;
import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Epoch;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import org.jspecify.annotations.Nullable;

/** The broadcasters' last values as REST shows them. Any thread. */
final class LiveSnapshots implements Snapshots {
    private final LastValues values;
    private final Epoch epoch;

    /** @param epoch of topics that have had no update yet */
    LiveSnapshots(LastValues values, Epoch epoch) {
        this.values = values;
        this.epoch = epoch;
    }

    @Override
    public byte @Nullable [] snapshotJson(Topic topic) {
        return values.snapshot(topic);
    }

    @Override
    public byte[] nothingYet(Topic topic) {
        JsonWriter json = new JsonWriter();
        DataMessages.snapshot(json, DataMessages.nothingYet(topic, epoch));
        return json.toBytes();
    }

    @Override
    public boolean anyLive() {
        return values.topics().stream().anyMatch(this::isLive);
    }

    @Override
    public @Nullable Update last(Topic topic) {
        return values.last(topic);
    }

    /** A rate alone is no market, nor is a source alone. */
    private boolean isLive(Topic topic) {
        if (topic.kind() == Topic.Kind.FX || topic.kind() == Topic.Kind.STATUS) {
            return false;
        }
        Update last = values.last(topic);
        return last != null && last.head().status() == Status.LIVE;
    }
}
