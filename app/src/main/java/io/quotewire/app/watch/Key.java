package io.quotewire.app.watch;

/** What was pressed. */
enum Key {
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    SORT,
    PAUSE,
    HELP,
    REDRAW,
    QUIT,
    /** Ctrl-C. */
    INTERRUPT,
    /** Nobody is there any more to press one. */
    HANGUP,
    /** Nothing in the time given. */
    NONE,
    OTHER
}
