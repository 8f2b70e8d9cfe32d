package io.quotewire.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A topic, or a set of them: {@code *} may stand for the source or the instrument.
 *
 * @param source null for any venue
 * @param instrument null for any instrument
 */
public record TopicPattern(
        Topic.Kind kind, @Nullable String source, @Nullable Instrument instrument) {
    /** Longest topic that is read at all, in characters. */
    public static final int MAX_LENGTH = 80;

    private static final String ANY = "*";
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9-]{0,23}");

    /**
     * Reads {@code ticker:okx:BTC-USDT}, {@code ticker:*:BTC-USDT}, {@code ticker:okx:*}, {@code ticker:*:*}, {@code
     * fx:USD-CAD}, {@code fx:*}, {@code status:okx} or {@code status:*}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static TopicPattern parse(String text) {
        String[] parts = text.length() > MAX_LENGTH ? new String[0] : text.split(":", -1);
        if (parts.length == 2 && parts[0].equals(Topic.Kind.FX.text())) {
            return new TopicPattern(Topic.Kind.FX, Topic.FX, parts[1].equals(ANY) ? null : Instrument.parse(parts[1]));
        }
        if (parts.length == 2 && parts[0].equals(Topic.Kind.STATUS.text())) {
            return new TopicPattern(Topic.Kind.STATUS, source(parts[1]), Topic.ALL);
        }
        Topic.Kind kind = parts.length == 3 ? Topic.Kind.of(parts[0]) : null;
        if (parts.length != 3 || kind == Topic.Kind.FX || kind == Topic.Kind.STATUS) {
            throw new IllegalArgumentException("a topic is KIND:SOURCE:INSTRUMENT, fx:BASE-QUOTE or status:SOURCE");
        }
        if (kind == null) {
            throw new IllegalArgumentException("unknown kind: " + parts[0]);
        }
        return new TopicPattern(kind, source(parts[1]), parts[2].equals(ANY) ? null : Instrument.parse(parts[2]));
    }

    private static @Nullable String source(String text) {
        if (!text.equals(ANY) && !SOURCE.matcher(text).matches()) {
            throw new IllegalArgumentException("a source is a lower-case name: " + text);
        }
        return text.equals(ANY) ? null : text;
    }

    public static TopicPattern of(Topic topic) {
        return new TopicPattern(topic.kind(), topic.source(), topic.instrument());
    }

    /** The one topic this stands for, or null if it has a wildcard. */
    public @Nullable Topic exact() {
        return source == null || instrument == null ? null : new Topic(kind, source, instrument);
    }

    /** A wildcard covers venues only, never what is made of them. */
    public boolean matches(Topic topic) {
        return topic.kind() == kind
                && (source == null ? !Topic.COMPOSED.contains(topic.source()) : source.equals(topic.source()))
                && (instrument == null || instrument.equals(topic.instrument()));
    }

    @Override
    public String toString() {
        if (kind == Topic.Kind.FX) {
            return kind.text() + ":" + (instrument == null ? ANY : instrument);
        }
        if (kind == Topic.Kind.STATUS) {
            return kind.text() + ":" + (source == null ? ANY : source);
        }
        return kind.text() + ":" + (source == null ? ANY : source) + ":" + (instrument == null ? ANY : instrument);
    }
}
