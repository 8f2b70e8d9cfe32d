package io.quotewire.model;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Topics that an account may see: {@code KIND:SOURCE:INSTRUMENT}, each of them whole or {@code *}. A kind without its depth
 * or interval stands for all of them; an instrument may be {@code BTC-*} or {@code *-CAD}; {@code *} alone is everything.
 *
 * @param kind {@code *}, {@code book}, {@code book.50}, …
 */
public record TopicGrant(String kind, String source, String instrument) {
    public static final String ANY = "*";
    private static final TopicGrant EVERYTHING = new TopicGrant(ANY, ANY, ANY);

    /** Kinds that are written with one word behind them. */
    private static final Set<String> PAIRS = Set.of("fx", "status");

    private static final Pattern SOURCE = Pattern.compile("\\*|[a-z][a-z0-9-]{0,23}");
    private static final Pattern INSTRUMENT =
            Pattern.compile("\\*|\\*-[A-Z0-9]{1,20}|[A-Z0-9]{1,20}-(?:\\*|[A-Z0-9]{1,20})");
    private static final String FORM = "a grant of topics is * or KIND:SOURCE:INSTRUMENT, such as ticker:*:BTC-*, was ";

    /**
     * Reads a grant; at most as long as a topic.
     *
     * @throws IllegalArgumentException saying what one looks like
     */
    public static TopicGrant parse(String text) {
        if (text.equals(ANY)) {
            return EVERYTHING;
        }
        List<String> parts = text.length() > TopicPattern.MAX_LENGTH ? List.of() : List.of(text.split(":", -1));
        TopicGrant grant = isPair(parts) ? pair(parts) : triple(parts);
        if (grant == null
                || !SOURCE.matcher(grant.source).matches()
                || !INSTRUMENT.matcher(grant.instrument).matches()) {
            throw new IllegalArgumentException(FORM + text);
        }
        return grant;
    }

    private static boolean isPair(List<String> parts) {
        return parts.size() == 2 && PAIRS.contains(parts.getFirst());
    }

    private static TopicGrant pair(List<String> parts) {
        return parts.getFirst().equals("fx")
                ? new TopicGrant("fx", ANY, parts.getLast())
                : new TopicGrant("status", parts.getLast(), ANY);
    }

    private static @Nullable TopicGrant triple(List<String> parts) {
        return parts.size() == 3 && !PAIRS.contains(parts.getFirst()) && isKind(parts.getFirst())
                ? new TopicGrant(parts.getFirst(), parts.get(1), parts.getLast())
                : null;
    }

    private static boolean isKind(String text) {
        return text.equals(ANY) || List.of(Topic.Kind.values()).stream().anyMatch(kind -> isOf(text, kind));
    }

    /** Whether it is among them. */
    public boolean covers(Topic topic) {
        return (kind.equals(ANY) || isOf(kind, topic.kind()))
                && (source.equals(ANY) || source.equals(topic.source()))
                && covers(topic.instrument().toString());
    }

    private boolean covers(String wanted) {
        if (instrument.startsWith("*-")) {
            return wanted.endsWith(instrument.substring(1));
        }
        return instrument.endsWith("-*")
                ? wanted.startsWith(instrument.substring(0, instrument.length() - 1))
                : instrument.equals(ANY) || instrument.equals(wanted);
    }

    private static boolean isOf(String text, Topic.Kind kind) {
        String whole = kind.text();
        return text.equals(whole) || (whole.startsWith(text) && whole.charAt(text.length()) == '.');
    }
}
