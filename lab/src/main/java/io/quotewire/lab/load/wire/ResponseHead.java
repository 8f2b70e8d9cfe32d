package io.quotewire.lab.load.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP response.
 *
 * @param status 100 to 999
 * @param lines the header lines, as they came
 * @param end where the head ended in the array that it was read from
 */
public record ResponseHead(int status, List<String> lines, int end) {
    private static final int MAX = 16 << 10;

    public ResponseHead {
        lines = List.copyOf(lines);
    }

    /** Reads a head, null while it is not whole. */
    public static @Nullable ResponseHead read(byte[] bytes, int from, int to) throws BadWire {
        for (int i = from + 3; i < to; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return of(new String(bytes, from, i - 3 - from, StandardCharsets.ISO_8859_1), i + 1);
            }
        }
        if (to - from > MAX) {
            throw new BadWire("a response whose head is beyond " + MAX + " bytes");
        }
        return null;
    }

    private static ResponseHead of(String text, int end) throws BadWire {
        List<String> lines = text.lines().toList();
        String first = lines.getFirst();
        if (!first.matches("HTTP/1\\.[01] [1-9]\\d\\d( .*)?")) {
            throw new BadWire("not an HTTP response: " + first.substring(0, Math.min(40, first.length())));
        }
        return new ResponseHead(Integer.parseInt(first.substring(9, 12)), lines.subList(1, lines.size()), end);
    }

    /** The value of a header, null where it is not there. */
    public @Nullable String header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse(null);
    }
}
