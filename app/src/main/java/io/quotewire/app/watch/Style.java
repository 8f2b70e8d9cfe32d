package io.quotewire.app.watch;

import java.util.Map;

/** What a terminal may be asked to do with text. */
public enum Style {
    /** Nothing: bytes are characters. */
    PLAIN,
    /** Bold, dim and reverse, no colours. */
    MONO,
    COLOR;

    /** The flag beats {@code FORCE_COLOR}, that beats {@code NO_COLOR}, and both beat what the output is. */
    public static Style choose(boolean noColor, Map<String, String> variables, boolean terminal) {
        Style modest = terminal && !isDumb(variables) ? MONO : PLAIN;
        if (noColor) {
            return modest;
        }
        if (isSet(variables, "FORCE_COLOR")) {
            return COLOR;
        }
        return isSet(variables, "NO_COLOR") || modest == PLAIN ? modest : COLOR;
    }

    /** Whether the terminal can do no more than print. */
    static boolean isDumb(Map<String, String> variables) {
        String term = variables.getOrDefault("TERM", "");
        return term.isEmpty() || term.equals("dumb");
    }

    private static boolean isSet(Map<String, String> variables, String name) {
        return !variables.getOrDefault(name, "").isEmpty();
    }
}
