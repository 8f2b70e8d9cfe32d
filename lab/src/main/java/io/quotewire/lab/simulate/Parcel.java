package io.quotewire.lab.simulate;

import io.quotewire.lab.host.Client;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Instrument;
import org.jspecify.annotations.Nullable;

/** A frame on its way from the market to whoever is subscribed to its stream. */
final class Parcel {
    private final Happening happening;
    private final StreamKey stream;
    private final byte[] frame;
    private final @Nullable Client only;
    private final boolean broken;

    private Parcel(Happening happening, StreamKey stream, byte[] frame, @Nullable Client only, boolean broken) {
        this.happening = happening;
        this.stream = stream;
        this.frame = frame;
        this.only = only;
        this.broken = broken;
    }

    /** @param only the one client that it is for, null for all of the stream */
    static Parcel of(Happening happening, StreamKey stream, byte[] frame, @Nullable Client only) {
        return new Parcel(happening, stream, frame, only, false);
    }

    /** The same, but what it carries no longer tells of the happening. */
    Parcel broken(byte[] other) {
        return new Parcel(happening, stream, other, only, true);
    }

    Happening happening() {
        return happening;
    }

    Instrument instrument() {
        return happening.listing().instrument();
    }

    StreamKey stream() {
        return stream;
    }

    /** Not to be written to. */
    byte[] frame() {
        return frame;
    }

    @Nullable
    Client only() {
        return only;
    }

    boolean isBroken() {
        return broken;
    }
}
