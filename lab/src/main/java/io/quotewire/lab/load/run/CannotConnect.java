package io.quotewire.lab.load.run;

/** Not one client could connect, so there is nothing to report. */
public final class CannotConnect extends Exception {
    private static final long serialVersionUID = 1;

    CannotConnect(String message) {
        super(message);
    }
}
