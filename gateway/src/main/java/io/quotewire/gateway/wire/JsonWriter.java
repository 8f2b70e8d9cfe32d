package io.quotewire.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.quotewire.model.Decimal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Prints JSON as UTF-8 into an array that it keeps and reuses. Commas come by themselves; the caller opens and closes.
 *
 * <p><b>Threads:</b> one owner.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    /** Longest {@code long} in digits, with its sign. */
    private static final int LONG_LENGTH = 20;

    private byte[] bytes = new byte[1024];
    private int length;
    private boolean comma;
    private boolean spaced;

    /** Forgets what was printed. */
    public JsonWriter clear() {
        length = 0;
        comma = false;
        spaced = false;
        return this;
    }

    /** From here to the next {@link #clear}, with a space behind each comma and colon. */
    public JsonWriter spaced() {
        spaced = true;
        return this;
    }

    public int length() {
        return length;
    }

    /** Appends what was printed to {@code target}. */
    public void copyTo(ByteBuf target) {
        target.writeBytes(bytes, 0, length);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    public JsonWriter openObject() {
        return open('{');
    }

    public JsonWriter closeObject() {
        return close('}');
    }

    public JsonWriter openArray() {
        return open('[');
    }

    public JsonWriter closeArray() {
        return close(']');
    }

    /** The name of the next value; ASCII without anything to escape. */
    public JsonWriter name(String name) {
        separate(name.length() + 5);
        bytes[length++] = '"';
        ascii(name);
        bytes[length++] = '"';
        bytes[length++] = ':';
        if (spaced) {
            bytes[length++] = ' ';
        }
        comma = false;
        return this;
    }

    public JsonWriter text(String name, @Nullable String value) {
        return name(name).text(value);
    }

    public JsonWriter number(String name, long value) {
        return name(name).number(value);
    }

    public JsonWriter decimal(String name, @Nullable Decimal value) {
        return name(name).decimal(value);
    }

    /** A time in microseconds, {@code null} for 0. */
    public JsonWriter time(String name, long us) {
        name(name);
        return us == 0 ? nothing() : number(us);
    }

    public JsonWriter flag(String name, boolean value) {
        name(name);
        ascii(value ? "true" : "false");
        comma = true;
        return this;
    }

    public JsonWriter nothing() {
        separate(4);
        ascii("null");
        comma = true;
        return this;
    }

    public JsonWriter number(long value) {
        separate(LONG_LENGTH);
        digits(value);
        comma = true;
        return this;
    }

    /** The number {@code units / 10^places}, with all its places. Not negative. */
    public JsonWriter fraction(long units, int places) {
        separate(LONG_LENGTH + places + 2);
        ascii(BigDecimal.valueOf(units, places).toPlainString());
        comma = true;
        return this;
    }

    /** The digits as the venue wrote them, as a string. */
    public JsonWriter decimal(@Nullable Decimal value) {
        if (value == null) {
            return nothing();
        }
        separate(Decimal.MAX_LENGTH + 2);
        bytes[length++] = '"';
        length = value.print(bytes, length);
        bytes[length++] = '"';
        comma = true;
        return this;
    }

    /** The digits as the venue wrote them, as a number. */
    public JsonWriter number(Decimal value) {
        separate(Decimal.MAX_LENGTH);
        length = value.print(bytes, length);
        comma = true;
        return this;
    }

    /** Any text; what JSON or UTF-8 cannot hold as it is, such as half a surrogate pair, is escaped. */
    public JsonWriter text(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        separate(value.length() * 6 + 2);
        bytes[length++] = '"';
        for (int i = 0; i < value.length(); i++) {
            i += character(value, i) - 1;
        }
        bytes[length++] = '"';
        comma = true;
        return this;
    }

    /** Prints the character at {@code i} and says how many {@code char}s it took. */
    private int character(String value, int i) {
        char c = value.charAt(i);
        if (c == '"' || c == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = (byte) c;
        } else if (c >= ' ' && c < 0x7f) {
            bytes[length++] = (byte) c;
        } else if (Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1))) {
            utf8(Character.toCodePoint(c, value.charAt(i + 1)));
            return 2;
        } else if (c < 0xa0 || Character.isSurrogate(c)) {
            escape(c);
        } else {
            utf8(c);
        }
        return 1;
    }

    private void utf8(int point) {
        if (point < 0x800) {
            bytes[length++] = (byte) (0xc0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                bytes[length++] = (byte) (0xe0 | (point >> 12));
            } else {
                bytes[length++] = (byte) (0xf0 | (point >> 18));
                continuation(point >> 12);
            }
            continuation(point >> 6);
        }
        continuation(point);
    }

    private void continuation(int bits) {
        bytes[length++] = (byte) (0x80 | (bits & 0x3f));
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 0xf];
        }
    }

    private void digits(long value) {
        if (value == Long.MIN_VALUE) {
            ascii(Long.toString(value));
            return;
        }
        long rest = Math.abs(value);
        if (value < 0) {
            bytes[length++] = '-';
        }
        int count = 1;
        for (long left = rest / 10; left != 0; left /= 10) {
            count++;
        }
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private JsonWriter open(char bracket) {
        separate(1);
        bytes[length++] = (byte) bracket;
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        reserve(1);
        bytes[length++] = (byte) bracket;
        comma = true;
        return this;
    }

    private void ascii(String text) {
        reserve(text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /** Room for {@code room} bytes after the comma, with its space, that may be due. */
    private void separate(int room) {
        reserve(room + 2);
        if (comma) {
            bytes[length++] = ',';
            if (spaced) {
                bytes[length++] = ' ';
            }
        }
    }

    private void reserve(int room) {
        if (bytes.length - length < room) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + room));
        }
    }
}
