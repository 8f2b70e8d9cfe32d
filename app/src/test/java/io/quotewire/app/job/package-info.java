/** The main job on real input: recorded exchange traffic through everything, to a client. */
@NullMarked
package io.quotewire.app.job;

import org.jspecify.annotations.NullMarked;
