package io.quotewire.app.shell;

/** A command cannot do what was asked; the message is for the person who asked. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    public Failure(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }
}
