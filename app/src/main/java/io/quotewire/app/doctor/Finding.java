package io.quotewire.app.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param id stable, for machines: {@code java}, {@code venue.okx}
 * @param text one line, without a full stop
 * @param fix what to do about it; null where nothing is to be done
 */
public record Finding(
        Mark mark, String id, String text, @Nullable String fix) {
    /** How it is. */
    public enum Mark {
        OK("✓", "ok"),
        WARNING("!", "warning"),
        ERROR("✗", "error"),
        SKIPPED("–", "skipped");

        private final String sign;
        private final String word;

        Mark(String sign, String word) {
            this.sign = sign;
            this.word = word;
        }

        String sign() {
            return sign;
        }

        String word() {
            return word;
        }
    }

    public static Finding ok(String id, String text) {
        return new Finding(Mark.OK, id, text, null);
    }

    public static Finding warning(String id, String text, String fix) {
        return new Finding(Mark.WARNING, id, text, fix);
    }

    public static Finding error(String id, String text, @Nullable String fix) {
        return new Finding(Mark.ERROR, id, text, fix);
    }

    public static Finding skipped(String id, String text) {
        return new Finding(Mark.SKIPPED, id, text, null);
    }

    /** The same, taken less seriously. */
    Finding asWarning() {
        return mark == Mark.ERROR ? new Finding(Mark.WARNING, id, text, fix) : this;
    }
}
