import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What clients send, as far as a thin server has to understand it: a handshake, then small whole frames. {@code S000,001} follows two
 * topics.
 */
final class ClientBytes {
    /** The connection that the bytes came by. */
    interface Connection {
        boolean isOpen();

        /** Says the answer to the handshake; frames follow. */
        void open(byte[] answer);

        void follow(int topic);

        void say(byte[] frame);

        void leave();
    }

    /** What is longer than this is not of a client that this is for. */
    static final int LONGEST = 1 << 13;

    private static final String WHOLE = "\r\n\r\n";
    private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern KEY = Pattern.compile("\r\nSec-WebSocket-Key: *([^ \r]+)", Pattern.CASE_INSENSITIVE);
    private static final int MASK = 4;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private ClientBytes() {}

    /** Understands what is whole at the beginning; says how many bytes that was. */
    static int understand(MemorySegment bytes, Connection connection) {
        if (!connection.isOpen()) {
            return shakeHands(bytes, connection);
        }
        int used = 0;
        for (int next = size(bytes, 0); next > 0; next = size(bytes, used)) {
            frame(bytes.asSlice(used, next), connection);
            used += next;
        }
        return used;
    }

    private static int shakeHands(MemorySegment bytes, Connection connection) {
        String head = new String(bytes.toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
        if (!head.endsWith(WHOLE)) {
            return 0; // A client waits for the answer before it says more.
        }
        Matcher key = KEY.matcher(head);
        if (key.find()) {
            connection.open(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + accept(key.group(1)) + WHOLE)
                    .getBytes(StandardCharsets.ISO_8859_1));
        } else {
            connection.leave();
        }
        return head.length();
    }

    private static String accept(String key) {
        byte[] salted = (key + SALT).getBytes(StandardCharsets.ISO_8859_1);
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(salted));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Each Java has it.
        }
    }

    /** Of the frame that begins there; 0 where it is not whole. */
    private static int size(MemorySegment bytes, int from) {
        long left = bytes.byteSize() - from;
        if (left < 2 + MASK) {
            return 0;
        }
        int size = bodyAt(bytes, from) + length(bytes, from);
        return size <= left ? size : 0;
    }

    private static int bodyAt(MemorySegment bytes, int from) {
        return ((bytes.get(JAVA_BYTE, from + 1) & 127) == 126 ? 4 : 2) + MASK;
    }

    private static int length(MemorySegment bytes, int from) {
        int length = bytes.get(JAVA_BYTE, from + 1) & 127;
        return length < 126 ? length : (bytes.get(JAVA_BYTE, from + 2) & 255) << 8 | bytes.get(JAVA_BYTE, from + 3) & 255;
    }

    private static void frame(MemorySegment frame, Connection connection) {
        MemorySegment body = frame.asSlice(bodyAt(frame, 0));
        for (int i = 0; i < body.byteSize(); i++) {
            body.set(JAVA_BYTE, i, (byte) (body.get(JAVA_BYTE, i) ^ frame.get(JAVA_BYTE, bodyAt(frame, 0) - MASK + (i & 3))));
        }
        switch (frame.get(JAVA_BYTE, 0) & 15) {
            case CLOSE -> connection.leave();
            case PING -> connection.say(pong(body));
            default -> text(body, connection);
        }
    }

    private static byte[] pong(MemorySegment body) {
        int length = (int) body.byteSize(); // At most 125, as of all frames of control.
        byte[] frame = new byte[2 + length];
        frame[0] = (byte) 0x8a;
        frame[1] = (byte) length;
        MemorySegment.copy(body, JAVA_BYTE, 0, frame, 2, length);
        return frame;
    }

    private static void text(MemorySegment body, Connection connection) {
        if (body.byteSize() > 0 && body.get(JAVA_BYTE, 0) == 'S') {
            for (long at = 1; at + 3 <= body.byteSize(); at += 4) {
                connection.follow(Ticks.topic(body, at));
            }
        }
    }
}
