/** Tests of the rates of prices. */
@NullMarked
package io.quotewire.engine.rate;

import org.jspecify.annotations.NullMarked;
