package io.quotewire.lab.load.wire;

/** What was left of a read because it is not a whole message yet. Most of the time nothing, so it costs a connection little. */
public final class Remainder {
    private static final byte[] NONE = {};

    /** Room beyond this is given back once it is empty. */
    private static final int KEPT = 2 << 10;

    private byte[] bytes = NONE;
    private int length;

    int length() {
        return length;
    }

    void copyTo(byte[] target) {
        System.arraycopy(bytes, 0, target, 0, length);
    }

    /** Keeps this range in place of what there was. */
    void keep(byte[] from, int start, int end) {
        length = end - start;
        if (length == 0) {
            bytes = bytes.length > KEPT ? NONE : bytes;
            return;
        }
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 256)];
        }
        System.arraycopy(from, start, bytes, 0, length);
    }
}
