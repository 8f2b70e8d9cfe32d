package io.quotewire.store.last.redis;

import io.quotewire.store.last.value.BadValue;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Refusal;
import io.quotewire.store.last.value.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** One field of the hash: the topic, and the value behind the two numbers that scripts compare. */
final class Entry {
    /** Of the two numbers and what is around them. */
    static final int MOST_PREFIX = 64;

    private Entry() {}

    static byte[] field(LastValue value) {
        return value.topic().toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(LastValue value) throws BadValue {
        byte[] body = ValueCodec.encode(value);
        byte[] prefix = prefix(value);
        byte[] whole = Arrays.copyOf(prefix, prefix.length + body.length);
        System.arraycopy(body, 0, whole, prefix.length, body.length);
        return whole;
    }

    /**
     * What stands in a field.
     *
     * @return null where it is one of ours; else why not, with nothing in {@code into}
     */
    static @Nullable Refusal read(byte[] field, byte[] bytes, Collection<LastValue> into) {
        try {
            int start = bodyOf(bytes);
            if (start < 0) {
                return Refusal.GARBAGE;
            }
            LastValue value = ValueCodec.decode(Arrays.copyOfRange(bytes, start, bytes.length));
            boolean isItsOwn =
                    Arrays.equals(field, field(value)) && Arrays.equals(Arrays.copyOf(bytes, start), prefix(value));
            if (!isItsOwn) {
                return Refusal.MISPLACED;
            }
            into.add(value);
            return null;
        } catch (BadValue e) {
            return e.refusal();
        }
    }

    /** Behind the third space, which must come soon; -1 where it does not. */
    private static int bodyOf(byte[] bytes) {
        int spaces = 0;
        for (int i = 0; i < Math.min(bytes.length, MOST_PREFIX); i++) {
            if (bytes[i] == ' ' && ++spaces == 3) {
                return i + 1;
            }
        }
        return -1;
    }

    private static byte[] prefix(LastValue value) {
        return "1 %d %d "
                .formatted(value.head().epoch().value(), value.head().seq())
                .getBytes(StandardCharsets.US_ASCII);
    }
}
