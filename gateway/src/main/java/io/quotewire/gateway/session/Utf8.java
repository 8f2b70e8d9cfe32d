package io.quotewire.gateway.session;

/**
 * Looks at UTF-8 as it comes, byte by byte: neither surrogates nor overlong forms nor anything beyond U+10FFFF.
 *
 * <p><b>Threads:</b> the lane's.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">RFC 3629, section 4</a>
 */
final class Utf8 {
    private static final int CONTINUATION_MIN = 0x80;
    private static final int CONTINUATION_MAX = 0xbf;

    /** Bytes that the character begun still lacks. */
    private int due;

    private int min;
    private int max;

    /** Whether {@code next}, 0 to 255, may stand behind all that came before. Nothing is to follow one that may not. */
    boolean takes(int next) {
        if (due == 0) {
            return next < 0x80 || begins(next);
        }
        boolean fits = next >= min && next <= max;
        due--;
        min = CONTINUATION_MIN;
        max = CONTINUATION_MAX;
        return fits;
    }

    /** Whether the text may end here. */
    boolean isWhole() {
        return due == 0;
    }

    /** Another text begins. */
    void reset() {
        due = 0;
    }

    /** Which second byte may follow is where the standard forbids what could be written otherwise, or not at all. */
    private boolean begins(int first) {
        due = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        min = switch (first) {
            case 0xe0 -> 0xa0;
            case 0xf0 -> 0x90;
            default -> CONTINUATION_MIN;
        };
        max = switch (first) {
            case 0xed -> 0x9f;
            case 0xf4 -> 0x8f;
            default -> CONTINUATION_MAX;
        };
        return first >= 0xc2 && first <= 0xf4;
    }
}
