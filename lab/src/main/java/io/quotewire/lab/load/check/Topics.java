package io.quotewire.lab.load.check;

import io.quotewire.model.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The topics that were told of, by a number each that takes the place of the name.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class Topics {
    /** As many as a gateway lets one connection have, several times. */
    static final int MOST = 4_096;

    static final int NONE = -1;

    private static final int SLOTS = 4 * MOST;

    private final int[] slots = new int[SLOTS];
    private final List<byte[]> names = new ArrayList<>();
    private final List<Topic> topics = new ArrayList<>();

    int count() {
        return topics.size();
    }

    Topic topic(int number) {
        return topics.get(number);
    }

    /** The number of the topic whose name this is; {@link #NONE} where it is no name, or one too many. */
    int number(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        while (slots[slot] != 0) {
            byte[] name = names.get(slots[slot] - 1);
            if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return topics.size() < MOST ? added(slot, Arrays.copyOfRange(bytes, from, to)) : NONE;
    }

    int number(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return number(bytes, 0, bytes.length);
    }

    private int added(int slot, byte[] name) {
        try {
            topics.add(Topic.parse(new String(name, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notATopic) {
            return NONE;
        }
        names.add(name);
        slots[slot] = topics.size();
        return topics.size() - 1;
    }
}
