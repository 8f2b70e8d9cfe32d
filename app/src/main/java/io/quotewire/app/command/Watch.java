package io.quotewire.app.command;

import org.jspecify.annotations.Nullable;

/** Something to be looked at again and again while a node runs, on the command's own thread. */
@FunctionalInterface
interface Watch {
    /** Null while the node shall go on. */
    @Nullable
    Ending look();
}
