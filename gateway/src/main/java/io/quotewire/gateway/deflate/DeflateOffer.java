package io.quotewire.gateway.deflate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client offers in {@code Sec-WebSocket-Extensions} and takes up the first offer that can be kept.
 *
 * <p><b>Threads:</b> one owner, for one header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.1">RFC 7692, section 7.1</a>
 */
public final class DeflateOffer {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";

    /** The window of the library at hand, which has no other. */
    private static final String WINDOW_BITS = "15";

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final Pattern WORD = Pattern.compile("(" + TOKEN + ")[ \\t]*+");

    /** A quoted value says no more than a token does; one of 64 characters is none that this extension has. */
    private static final Pattern PARAMETER = Pattern.compile(
            ";[ \\t]*+(" + TOKEN + ")[ \\t]*+(?:=[ \\t]*+(" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.){0,64}+\")[ \\t]*+)?+");

    private static final Pattern SEPARATORS = Pattern.compile("[ \\t]*+(?:,[ \\t]*+)*+");
    private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

    private final Matcher scan;
    private final int end;
    private int at;

    private DeflateOffer(String header) {
        this.scan = WORD.matcher(header);
        this.end = header.length();
    }

    /**
     * The answer to a client's offers; null where none of them is taken, also because the header is none.
     *
     * @param header the whole list, null where the client offers nothing
     */
    public static @Nullable String answer(@Nullable String header) {
        return header == null ? null : new DeflateOffer(header).firstTaken();
    }

    /** Reads to the end even if an offer is taken: a header is believed as a whole or not at all. */
    private @Nullable String firstTaken() {
        String taken = null;
        skip(SEPARATORS);
        while (at < end) {
            if (!skip(WORD)) {
                return null;
            }
            boolean ours = scan.group(1).equalsIgnoreCase(NAME);
            Map<String, String> parameters = parameters();
            if (ours && taken == null && parameters != null) {
                taken = taken(parameters);
            }
            if (at < end && scan.region(at, end).usePattern(WORD).lookingAt()) {
                return null; // Two words without a comma.
            }
            int before = at;
            skip(SEPARATORS);
            if (at < end && at == before) {
                return null;
            }
        }
        return taken;
    }

    /** Those of one offer; null where one stands twice. */
    private @Nullable Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        boolean once = true;
        while (skip(PARAMETER)) {
            String value = scan.group(2);
            String name = scan.group(1).toLowerCase(Locale.ROOT);
            once &= parameters.put(name, value == null ? "" : unquoted(value)) == null;
        }
        return once ? parameters : null;
    }

    private static @Nullable String taken(Map<String, String> parameters) {
        for (Map.Entry<String, String> each : parameters.entrySet()) {
            if (!isKept(each.getKey(), each.getValue())) {
                return null;
            }
        }
        String answer = NAME + "; " + SERVER_FORGETS + "; " + CLIENT_FORGETS;
        return parameters.containsKey(SERVER_WINDOW) ? answer + "; " + SERVER_WINDOW + "=" + WINDOW_BITS : answer;
    }

    private static boolean isKept(String name, String value) {
        return switch (name) {
            case SERVER_FORGETS, CLIENT_FORGETS -> value.isEmpty();
            case SERVER_WINDOW -> value.equals(WINDOW_BITS);
            case CLIENT_WINDOW -> value.isEmpty() || BITS.matcher(value).matches();
            default -> false;
        };
    }

    /** Nothing in quotes is not the same as no value. */
    private static String unquoted(String value) {
        if (!value.startsWith("\"") || value.length() == 2) {
            return value;
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private boolean skip(Pattern pattern) {
        boolean found = scan.region(at, end).usePattern(pattern).lookingAt();
        if (found) {
            at = scan.end();
        }
        return found;
    }
}
