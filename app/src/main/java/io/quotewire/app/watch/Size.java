package io.quotewire.app.watch;

/** Of a terminal, in characters. */
record Size(int columns, int rows) {
    /** A terminal that does not know; what terminals have been since there were any. */
    static final Size USUAL = new Size(80, 24);

    /** Of paper: everything fits. */
    static final Size ENDLESS = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
