package io.quotewire.store;

import io.quotewire.model.Check;
import java.util.stream.Collectors;

/** Bounds for texts that come from outside. */
final class Texts {
    private Texts() {}

    /** Throws {@link IllegalArgumentException} if {@code text} has another length or is not one printable line. */
    static void check(String key, String text, int min, int max) {
        Check.range(key + " (characters)", text.length(), min, max);
        text.codePoints().filter(Texts::isUnprintable).findFirst().ifPresent(code -> {
            throw new IllegalArgumentException("%s must be printable, has U+%04X".formatted(key, code));
        });
    }

    /** {@code text} with {@code \\u000a} for what cannot be printed; 0 to {@code max} characters then. */
    static String escaped(String key, String text, int max) {
        Check.range(key + " (characters)", text.length(), 0, max);
        String escaped = text.codePoints()
                .mapToObj(code -> isUnprintable(code) ? "\\u%04x".formatted(code) : Character.toString(code))
                .collect(Collectors.joining());
        Check.range(key + " (characters, escaped)", escaped.length(), 0, max);
        return escaped;
    }

    /** Controls, what changes the direction of the text around it, half characters, and what has no meaning. */
    private static boolean isUnprintable(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
