/** Runs the launcher script on machines that are folders. Not here: what {@code java} then does. */
@NullMarked
package io.quotewire.app.launcher;

import org.jspecify.annotations.NullMarked;
