package io.quotewire.lab.simulate;

import io.quotewire.lab.host.Client;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Instrument;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A frame on its way from the market to whoever is subscribed to its stream. */
final class Parcel {
    private final Happening happening;
    private final StreamKey stream;
    private final Function<Happening, byte[]> writer;
    private final byte[] frame;
    private final @Nullable Client only;
    private final State state;

    /** What has been done to it. */
    private enum State {
        WHOLE,
        BROKEN,
        LOST
    }

    private Parcel(
            Happening happening,
            StreamKey stream,
            Function<Happening, byte[]> writer,
            byte[] frame,
            @Nullable Client only,
            State state) {
        this.happening = happening;
        this.stream = stream;
        this.writer = writer;
        this.frame = frame;
        this.only = only;
        this.state = state;
    }

    /**
     * A frame that tells of {@code happening}.
     *
     * @param writer how the venue tells such a thing in this place
     * @param only the one client that it is for, null for all of the stream
     */
    static Parcel of(Happening happening, StreamKey stream, Function<Happening, byte[]> writer, @Nullable Client only) {
        return new Parcel(happening, stream, writer, writer.apply(happening), only, State.WHOLE);
    }

    /** The same, but what it carries no longer tells of the happening. */
    Parcel broken(byte[] other) {
        return new Parcel(happening, stream, writer, other, only, State.BROKEN);
    }

    /** The same, but it does not arrive. */
    Parcel lost() {
        return new Parcel(happening, stream, writer, frame, only, State.LOST);
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

    /** The frame that would tell of {@code other} instead. */
    byte[] frame(Happening other) {
        return writer.apply(other);
    }

    @Nullable
    Client only() {
        return only;
    }

    boolean isBroken() {
        return state == State.BROKEN;
    }

    boolean isLost() {
        return state == State.LOST;
    }
}
