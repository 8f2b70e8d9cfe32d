/** Tests of candles. */
@NullMarked
package io.quotewire.engine.candle;

import org.jspecify.annotations.NullMarked;
