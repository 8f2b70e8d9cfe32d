package io.quotewire.app.command;

import io.quotewire.app.shell.Signals;

/** Why a running node is to end. */
sealed interface Ending {
    /** Somebody outside said so. */
    record Told(Signals.Signal signal) implements Ending {}

    /** One of its threads has failed, so that its state is not to be trusted any more. */
    record Broken(Throwable thrown) implements Ending {}

    /** There is nothing left to do, because what was read cannot be read on. */
    record Failed() implements Ending {}

    /** There is nothing left to do. */
    record Done() implements Ending {}
}
