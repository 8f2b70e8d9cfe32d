/** Tests of timers and of how speakers keep time. */
@NullMarked
package io.quotewire.engine.price;

import org.jspecify.annotations.NullMarked;
