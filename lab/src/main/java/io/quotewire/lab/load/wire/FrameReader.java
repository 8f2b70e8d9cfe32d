package io.quotewire.lab.load.wire;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds a server's WebSocket frames (RFC 6455) in an array. A message of one frame, which nearly all are, is handed on where
 * it lies; nothing is allocated for it.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class FrameReader {
    /** The longest message that is read, in bytes. */
    public static final int MAX_MESSAGE = 4 << 20;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final byte WHOLE_TEXT = (byte) 0x81;
    private static final byte WHOLE_BINARY = (byte) 0x82;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0f;
    private static final int NO_CODE = 1005;

    /** Frames of a message whose last one has not come; null where there is none. */
    private @Nullable ByteArrayOutputStream begun;

    private boolean closed;

    /**
     * Hands the whole frames between {@code from} and {@code to} on.
     *
     * @return where the first unfinished one begins
     */
    public int read(byte[] bytes, int from, int to, Payloads payloads) throws BadWire {
        int at = from;
        while (!closed && to - at >= 2) {
            int length = bytes[at + 1];
            int body = at + 2;
            if (length < 0) {
                throw new BadWire("a masked frame from a server");
            }
            if (length == 126) {
                if (to - body < Short.BYTES) {
                    break;
                }
                length = (short) SHORTS.get(bytes, body) & 0xffff;
                body += Short.BYTES;
            } else if (length == 127) {
                if (to - body < Long.BYTES) {
                    break;
                }
                length = bounded((long) LONGS.get(bytes, body));
                body += Long.BYTES;
            }
            if (to - body < length) {
                break;
            }
            frame(bytes[at], bytes, body, body + length, payloads);
            at = body + length;
        }
        return closed ? to : at;
    }

    private static int bounded(long length) throws BadWire {
        if (length < 0 || length > MAX_MESSAGE) {
            throw new BadWire("a frame of " + length + " bytes, beyond " + MAX_MESSAGE);
        }
        return (int) length;
    }

    private void frame(byte first, byte[] bytes, int from, int to, Payloads payloads) throws BadWire {
        if ((first == WHOLE_TEXT || first == WHOLE_BINARY) && begun == null) {
            payloads.message(bytes, from, to);
            return;
        }
        if ((first & RESERVED) != 0) {
            throw new BadWire("a frame with a reserved bit, though no extension was agreed on");
        }
        switch (first & OPCODE) {
            case 0, 1, 2 -> part(first, bytes, from, to, payloads);
            case 8 -> close(bytes, from, to, payloads);
            case 9 -> payloads.ping(bytes, from, to);
            case 10 -> {} // Nobody asked.
            default -> throw new BadWire("a frame of the unknown kind " + (first & OPCODE));
        }
    }

    private void part(byte first, byte[] bytes, int from, int to, Payloads payloads) throws BadWire {
        ByteArrayOutputStream all = begun;
        if (((first & OPCODE) == 0) == (all == null)) {
            throw new BadWire(all == null ? "a continuation of nothing" : "a message within another one");
        }
        all = all == null ? new ByteArrayOutputStream() : all;
        bounded((long) all.size() + (to - from));
        all.write(bytes, from, to - from);
        if (first < 0) {
            begun = null;
            payloads.message(all.toByteArray(), 0, all.size());
        } else {
            begun = all;
        }
    }

    private void close(byte[] bytes, int from, int to, Payloads payloads) {
        closed = true;
        boolean coded = to - from >= Short.BYTES;
        int code = coded ? (short) SHORTS.get(bytes, from) & 0xffff : NO_CODE;
        String reason =
                coded ? new String(bytes, from + Short.BYTES, to - from - Short.BYTES, StandardCharsets.UTF_8) : "";
        payloads.close(code, reason);
    }
}
