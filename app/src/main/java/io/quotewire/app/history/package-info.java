/**
 * The command line of history: {@code quotewire history export} writes a part of the past into a file, {@code quotewire history
 * verify} reads all of it and says whether it is as it was written.
 *
 * <p>Both look at the folder of a gateway, which may be running, and change nothing in it: what is on disk when they begin is what
 * they see.
 */
@NullMarked
package io.quotewire.app.history;

import org.jspecify.annotations.NullMarked;
