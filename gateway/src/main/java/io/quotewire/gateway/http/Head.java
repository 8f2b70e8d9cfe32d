package io.quotewire.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of one request, well-formed.
 *
 * @param target the request target as sent
 * @param minor 0 or 1, of HTTP/1.x
 * @param contentLength bytes of body that follow
 */
record Head(String method, String target, int minor, List<Field> fields, long contentLength) {
    /** RFC 9112 section 3: exactly one space between the parts, a target of visible ASCII. */
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]{1,20}) ([!-~]++) HTTP/([0-9])\\.([0-9])");

    /** RFC 9110 section 5: no space before the colon, no fold (a line that starts with a space has no name). */
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]++):([\\t -~\\x80-\\xff]*+)");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,15}");

    /** One header field. */
    record Field(String name, String value) {}

    /**
     * Reads the lines of a head, without the empty one at its end.
     *
     * @throws Refusal if they are anything but an HTTP/1.0 or HTTP/1.1 head whose body has one length
     */
    static Head parse(List<String> lines) {
        Matcher line = REQUEST_LINE.matcher(lines.getFirst());
        if (!line.matches()) {
            throw Refusal.malformed("the request line is METHOD TARGET HTTP/1.1");
        }
        checkVersion(line);
        List<Field> fields = new ArrayList<>(lines.size() - 1);
        for (String text : lines.subList(1, lines.size())) {
            Matcher field = FIELD.matcher(text);
            if (!field.matches()) {
                throw Refusal.malformed("a header is NAME: VALUE on one line");
            }
            fields.add(new Field(
                    field.group(1).toLowerCase(Locale.ROOT), field.group(2).strip()));
        }
        int minor = line.group(4).charAt(0) - '0';
        return new Head(line.group(1), line.group(2), minor, List.copyOf(fields), contentLength(fields));
    }

    private static void checkVersion(Matcher line) {
        if (!line.group(3).equals("1") || line.group(4).charAt(0) > '1') {
            throw new Refusal(Problem.of(Problem.Type.VERSION, "HTTP/1.1 is spoken here"));
        }
    }

    /** The value of a header that may stand once, null where it is absent. */
    @Nullable
    String one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw Refusal.malformed(name + " stands more than once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Whether a header that is a list of words has {@code word}, in any case. */
    boolean lists(String name, String word) {
        return all(name).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .anyMatch(item -> item.strip().equalsIgnoreCase(word));
    }

    /** A header that is a list, however many lines it has; null where it is absent. */
    @Nullable
    String list(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : String.join(",", values);
    }

    /** Whether the client will send more requests on this connection. */
    boolean keepAlive() {
        return minor == 1 && !lists("connection", "close");
    }

    private List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .map(Field::value)
                .toList();
    }

    /** Two ways to tell where a body ends are how requests are smuggled: exactly one is understood here. */
    private static long contentLength(List<Field> fields) {
        String length = null;
        boolean coded = false;
        for (Field field : fields) {
            coded |= field.name.equals("transfer-encoding");
            if (field.name.equals("content-length")) {
                if (length != null || !LENGTH.matcher(field.value).matches()) {
                    throw Refusal.malformed("content-length is one number");
                }
                length = field.value;
            }
        }
        if (coded && length != null) {
            throw Refusal.malformed("content-length and transfer-encoding exclude each other");
        }
        if (coded) {
            throw new Refusal(
                    Problem.of(Problem.Type.LENGTH_REQUIRED, "send content-length in place of transfer-encoding"));
        }
        return length == null ? 0 : Long.parseLong(length);
    }
}
