package io.quotewire.app.config;

/**
 * What the process says on standard error.
 *
 * @param level the least important line that is still printed
 */
public record LogConfig(Level level, Format format) {
    public static final LogConfig DEFAULT = new LogConfig(Level.INFO, Format.AUTO);

    /** How much is said. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    /** How it is said. */
    public enum Format {
        /** Text on a terminal, JSON elsewhere. */
        AUTO,
        TEXT,
        JSON
    }
}
