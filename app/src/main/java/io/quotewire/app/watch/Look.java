package io.quotewire.app.watch;

/** How a piece of text looks: an SGR sequence with colours, and one for who wants none. */
enum Look {
    PLAIN("", ""),
    DIM("\033[2m", "\033[2m"),
    HEAD("\033[1m", "\033[1m"),
    MARK("\033[7m", "\033[7m"),
    GOOD("\033[32m", ""),
    WARN("\033[33m", ""),
    BAD("\033[31m", ""),
    /** A price that has just risen; then, as it fades, {@link #GOOD}. */
    RISEN("\033[1;32m", "\033[1m"),
    /** A price that has just fallen; then, as it fades, {@link #BAD}. */
    FALLEN("\033[1;31m", "\033[1m");

    static final String RESET = "\033[0m";

    private final String color;
    private final String mono;

    Look(String color, String mono) {
        this.color = color;
        this.mono = mono;
    }

    String sgr(Style style) {
        return switch (style) {
            case PLAIN -> "";
            case MONO -> mono;
            case COLOR -> color;
        };
    }
}
