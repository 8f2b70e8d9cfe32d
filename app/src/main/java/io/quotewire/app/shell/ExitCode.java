package io.quotewire.app.shell;

/** How a command ended, for scripts and service managers. */
public enum ExitCode {
    OK(0),
    /** What was to be checked is not in order. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** The other side cannot be reached. */
    NO_CONNECTION(3),
    /** What was named does not exist. */
    NOT_FOUND(5),
    /** Something needed at the start is taken: the port. */
    UNAVAILABLE(69),
    /** A bug; there is a report with an id. */
    INTERNAL(70),
    /** A file or folder cannot be made. */
    CANNOT_CREATE(73),
    /** A file exists and cannot be read, or is not what it should be. */
    INPUT(74),
    /** The system does not permit it. */
    PERMISSION(77),
    /** A service manager should not try again before somebody has changed the settings. */
    CONFIG(78),
    /** A load test broke a threshold, or its checker found something. */
    BROKEN_THRESHOLD(99),
    /** Ended by SIGINT. */
    INTERRUPTED(130),
    /** Ended by SIGTERM, where that is not the way to end. */
    TERMINATED(143);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
