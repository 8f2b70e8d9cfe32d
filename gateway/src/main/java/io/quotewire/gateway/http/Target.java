package io.quotewire.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request target, taken apart and decoded once.
 *
 * @param authority the host that an absolute target names, null in the usual form
 * @param segments of the path, decoded; {@code /} has one empty one; none for {@code *}
 * @param parameters of the query, decoded
 */
record Target(@Nullable String authority, List<String> segments, Map<String, String> parameters) {
    private static final String SCHEME = "http://";

    /**
     * Reads a target.
     *
     * @throws Refusal if it is none, or if a character is written as a code that no path or query of ours may have
     */
    static Target parse(String text) {
        if (text.equals("*")) {
            return new Target(null, List.of(), Map.of());
        }
        if (text.startsWith(SCHEME)) {
            int slash = text.indexOf('/', SCHEME.length());
            String authority = text.substring(SCHEME.length(), slash < 0 ? text.length() : slash);
            return parse(authority, slash < 0 ? "/" : text.substring(slash));
        }
        return parse(null, text);
    }

    private static Target parse(@Nullable String authority, String text) {
        if (!text.startsWith("/") || text.contains("#")) {
            throw Refusal.malformed("a target begins with / and has no fragment");
        }
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        List<String> segments = new ArrayList<>();
        for (String raw : path.substring(1).split("/", -1)) {
            segments.add(decode(raw));
        }
        return new Target(authority, List.copyOf(segments), mark < 0 ? Map.of() : query(text.substring(mark + 1)));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!name.isEmpty() && parameters.put(name, value) != null) {
                throw new Refusal(Problem.of(Problem.Type.BAD_PARAMETER, name + " stands more than once"));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char here = text.charAt(i);
            if (here == '%') {
                bytes[length++] = code(text, i);
                i += 2;
            } else {
                bytes[length++] = (byte) here;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.malformed("percent codes are UTF-8");
        }
    }

    private static byte code(String text, int at) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        int value = high * 16 + low;
        if (high < 0 || low < 0 || value < ' ' || value == 0x7f) {
            throw Refusal.malformed("a percent code is two hexadecimal digits of a printable character");
        }
        return (byte) value;
    }
}
