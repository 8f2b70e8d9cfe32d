package io.quotewire.app.shell;

import java.util.function.Consumer;

/** How somebody outside tells the process to end, or to begin something anew. */
public interface Signals {
    /** What was asked for. */
    enum Signal {
        /** From a terminal that goes away. */
        HUP(1),
        /** From a terminal. */
        INT(2),
        /** From a service manager. */
        TERM(15);

        private final int number;

        Signal(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /**
     * From now on {@code first} gets the first signal, on a thread of its own, and the process goes on until it ends itself.
     * The second one ends it at once.
     */
    void handle(Consumer<Signal> first);

    /**
     * From now on HUP ends nothing but runs {@code action}, each time and on a thread of its own; unless there is a terminal,
     * since there it says that the terminal has gone.
     */
    void reload(Runnable action);
}
