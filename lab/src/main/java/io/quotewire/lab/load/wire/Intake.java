package io.quotewire.lab.load.wire;

import io.netty.buffer.ByteBuf;

/**
 * One array that all connections of a loop are read through, in turn: an array is searched several times as fast as a buffer,
 * and copying costs little beside that.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class Intake {
    private static final int FIRST = 128 << 10;

    private byte[] bytes = new byte[FIRST];

    /** Finds whole messages in a range. */
    @FunctionalInterface
    public interface Reader {
        /** Where the first unfinished message begins; {@code to} where there is none. */
        int read(byte[] bytes, int from, int to) throws BadWire;
    }

    /** Has {@code reader} look at what is left of the last read and what {@code in} brings, and keeps what is left then. */
    public void read(Remainder rest, ByteBuf in, Reader reader) throws BadWire {
        int before = rest.length();
        int all = before + in.readableBytes();
        if (all > FrameReader.MAX_MESSAGE + FIRST) {
            throw new BadWire("a message beyond " + FrameReader.MAX_MESSAGE + " bytes");
        }
        if (bytes.length < all) {
            bytes = new byte[Integer.highestOneBit(all) * 2];
        }
        rest.copyTo(bytes);
        in.readBytes(bytes, before, all - before);
        rest.keep(bytes, reader.read(bytes, 0, all), all);
    }
}
