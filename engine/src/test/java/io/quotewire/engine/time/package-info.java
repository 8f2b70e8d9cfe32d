/** Tests of timers and of how speakers keep time. */
@NullMarked
package io.quotewire.engine.time;

import org.jspecify.annotations.NullMarked;
