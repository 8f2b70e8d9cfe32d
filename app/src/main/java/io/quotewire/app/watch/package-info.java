/**
 * Prices on a terminal: a table that follows a gateway, redrawn in place, or printed.
 *
 * <p><b>Way in.</b> {@link io.quotewire.app.watch.Watcher}: options in, an {@link io.quotewire.app.watch.Outcome} out. The
 * command that parses the options, and turns the outcome into an exit code, is elsewhere.
 *
 * <p><b>Way of one price.</b> The client's thread leaves a ticker in {@code Mail}, where a newer one replaces it. Ten times a
 * second the watching thread takes what is there into {@code Board}, paints board, view and time as {@code Line}s ({@code
 * Table}, {@code StatusLine}: pure functions), and {@code Screen} turns the lines that differ from those shown into the
 * bytes that change a terminal. {@code Tty} is the only class that touches one.
 *
 * <pre>
 *   client's thread --> Mail --> Board --+
 *                     keys --> View --+--> Page --> lines --> Screen --> bytes --> Tty
 *                     clock ----------+
 * </pre>
 *
 * <p><b>What is shown is true.</b> Digits are those that were sent. A value that is not live is dim, has no arrow, and says
 * its status and age; so does every value while the gateway cannot be reached. Colour never says what no word or shape
 * says. What others wrote (names, reasons) is shown without control characters, so that a gateway cannot drive the terminal.
 *
 * <p><b>Threads.</b> One watching thread, the caller's; the client's; one that asks for the list of instruments. They meet in
 * {@code Mail}. Times are microseconds by the gateway's clock, and arguments everywhere but in {@code Watcher}.
 *
 * <p><b>The terminal is given back</b> as it was found on every way out: {@code Tty.close}, in a finally.
 */
@NullMarked
package io.quotewire.app.watch;

import org.jspecify.annotations.NullMarked;
