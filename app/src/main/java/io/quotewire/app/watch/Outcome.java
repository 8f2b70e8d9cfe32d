package io.quotewire.app.watch;

/** How watching ended. */
public enum Outcome {
    /** As asked for: printed, or left with q, or the reader of a pipe has seen enough. */
    DONE,
    /** Left with Ctrl-C, or by SIGINT. */
    INTERRUPTED,
    /** Told to end, or the terminal went away. */
    TERMINATED,
    /** The gateway cannot be reached, refuses us for good, or does not answer in time. */
    NO_CONNECTION,
    /** None of the instruments that were named exists. */
    NOT_FOUND
}
