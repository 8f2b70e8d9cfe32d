/**
 * What the process says about itself: SLF4J in, lines on standard error out.
 *
 * <p>{@link io.quotewire.app.log.Logging} is found by the logging library when the first logger is made, and again told
 * the settings once they are read. There is no file for it: the two settings are {@code log.level} and {@code log.format}.
 *
 * <p><b>Threads:</b> any. <b>Not here:</b> what commands print for people and scripts.
 */
@NullMarked
package io.quotewire.app.log;

import org.jspecify.annotations.NullMarked;
