package io.quotewire.lab.load.check;

import java.nio.charset.StandardCharsets;

/** What a server said, so that it can be shown: on one line, without what a terminal would obey, and not too long. */
public final class Printable {
    /** Characters that are shown at most. */
    public static final int MOST = 400;

    private static final char UNPRINTABLE = '\uFFFD';

    private Printable() {}

    public static String of(String text) {
        int end = Math.min(MOST, text.length());
        StringBuilder shown = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char letter = text.charAt(i);
            shown.append(isPrintable(letter) ? letter : UNPRINTABLE);
        }
        return shown.append(end < text.length() ? "…" : "").toString();
    }

    /** @param to behind the last byte of the text */
    static String of(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + MOST + 1);
        return of(new String(bytes, from, end - from, StandardCharsets.UTF_8));
    }

    private static boolean isPrintable(char letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
