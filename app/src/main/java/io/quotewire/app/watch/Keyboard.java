package io.quotewire.app.watch;

import java.io.IOException;

/**
 * Makes keys of what a terminal sends.
 *
 * <p><b>Threads:</b> one reader.
 */
final class Keyboard {
    static final int EXPIRED = -2;

    /** The rest of a sequence comes with its beginning; who presses Esc is not as fast. */
    private static final long REST_MS = 50;

    private static final int MAX_SEQUENCE = 16;

    private static final int ESCAPE = 27;

    /** Where characters come from. */
    @FunctionalInterface
    interface Source {
        /** The next character, negative for the end, or {@link #EXPIRED} after {@code ms} without one. */
        int read(long ms) throws IOException;
    }

    private final Source source;

    Keyboard(Source source) {
        this.source = source;
    }

    /** Waits for a key, at most {@code ms}. */
    Key next(long ms) throws IOException {
        int c = source.read(ms);
        return switch (c) {
            case EXPIRED -> Key.NONE;
            case ESCAPE -> escaped();
            case 3 -> Key.INTERRUPT;
            case 12 -> Key.REDRAW;
            case 'q', 'Q' -> Key.QUIT;
            case 'k' -> Key.UP;
            case 'j' -> Key.DOWN;
            case ' ', 6 -> Key.PAGE_DOWN;
            case 'b', 2 -> Key.PAGE_UP;
            case 'g' -> Key.HOME;
            case 'G' -> Key.END;
            case 's' -> Key.SORT;
            case 'p' -> Key.PAUSE;
            case '?', 'h' -> Key.HELP;
            default -> c < 0 ? Key.HANGUP : Key.OTHER;
        };
    }

    private Key escaped() throws IOException {
        int c = source.read(REST_MS);
        if (c != '[' && c != 'O') {
            return Key.OTHER;
        }
        StringBuilder sequence = new StringBuilder();
        for (int i = 0; i < MAX_SEQUENCE; i++) {
            c = source.read(REST_MS);
            if (c < 0) {
                return Key.OTHER;
            }
            sequence.append((char) c);
            if (c >= '@' && c <= '~') {
                break;
            }
        }
        return named(sequence.toString());
    }

    private static Key named(String sequence) {
        return switch (sequence) {
            case "A" -> Key.UP;
            case "B" -> Key.DOWN;
            case "5~" -> Key.PAGE_UP;
            case "6~" -> Key.PAGE_DOWN;
            case "H", "1~", "7~" -> Key.HOME;
            case "F", "4~", "8~" -> Key.END;
            default -> Key.OTHER;
        };
    }
}
