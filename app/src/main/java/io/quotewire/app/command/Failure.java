package io.quotewire.app.command;

/** A command cannot do what was asked; the message is for the person who asked. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    Failure(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
