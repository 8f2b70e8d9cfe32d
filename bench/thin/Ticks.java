import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Ticks as the load client feeds them, in lines of three digits for the topic and then the tick, made to frames. Those of one topic that
 * came with one read lie one behind the other, and go out together.
 */
final class Ticks {
    /** Where frames go. They stay at their address until this returns. */
    interface Sink {
        void publish(int topic, long address, int length);
    }

    static final int TOPICS = 1000;

    /** Most bytes of one read. */
    static final int READ = 1 << 17;

    private static final int ROOM = 2 * READ;
    private static final int DIGITS = 3;

    private final MemorySegment lines = Arena.global().allocate(ROOM, 64);

    /** As much room each as the lines have: a frame is no longer than its line. */
    private final MemorySegment[] frames = new MemorySegment[TOPICS];

    private final int[] lengths = new int[TOPICS];
    private final int[] fed = new int[TOPICS];
    private int fedTopics;
    private int unfinished;

    /** Another feed begins. */
    void begin() {
        unfinished = 0;
    }

    /** Where the next bytes are to be put. */
    MemorySegment room() {
        return lines.asSlice(unfinished, READ);
    }

    /** Publishes what is whole with the bytes that have been put there. */
    void received(int count, Sink sink) {
        int end = unfinished + count;
        int from = 0;
        for (int at = unfinished; at < end; at++) {
            if (lines.get(JAVA_BYTE, at) == '\n') {
                frame(from, at);
                from = at + 1;
            }
        }
        unfinished = end - from;
        if (unfinished > READ) {
            throw new IllegalStateException("a line of " + unfinished + " bytes and more");
        }
        MemorySegment.copy(lines, from, lines, 0, unfinished);
        publish(sink);
    }

    private void frame(int from, int to) {
        int topic = topic(lines, from);
        if (lengths[topic] == 0) {
            fed[fedTopics++] = topic;
        }
        MemorySegment out = frames(topic);
        int at = lengths[topic];
        int length = to - from - DIGITS;
        out.set(JAVA_BYTE, at++, (byte) 0x81);
        if (length < 126) {
            out.set(JAVA_BYTE, at++, (byte) length);
        } else {
            out.set(JAVA_BYTE, at++, (byte) 126);
            out.set(JAVA_BYTE, at++, (byte) (length >> 8));
            out.set(JAVA_BYTE, at++, (byte) length);
        }
        MemorySegment.copy(lines, from + DIGITS, out, at, length);
        lengths[topic] = at + length;
    }

    private MemorySegment frames(int topic) {
        if (frames[topic] == null) {
            frames[topic] = Arena.global().allocate(ROOM, 64);
        }
        return frames[topic];
    }

    private void publish(Sink sink) {
        for (int i = 0; i < fedTopics; i++) {
            int topic = fed[i];
            sink.publish(topic, frames[topic].address(), lengths[topic]);
            lengths[topic] = 0;
        }
        fedTopics = 0;
    }

    /** Of three digits. */
    static int topic(MemorySegment text, long at) {
        return digit(text, at) * 100 + digit(text, at + 1) * 10 + digit(text, at + 2);
    }

    private static int digit(MemorySegment text, long at) {
        int digit = text.get(JAVA_BYTE, at) - '0';
        if (digit < 0 || digit > 9) {
            throw new IllegalArgumentException("no topic");
        }
        return digit;
    }
}
