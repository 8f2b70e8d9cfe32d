/**
 * The program: {@code main}.
 *
 * <p>{@link io.quotewire.app.Main} hands the arguments to {@code command}, which reads the settings with {@code config},
 * sets up {@code log} and builds a gateway with {@code node}. Nothing depends on this package.
 */
@NullMarked
package io.quotewire.app;

import org.jspecify.annotations.NullMarked;
