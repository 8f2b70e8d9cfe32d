/** Tests of reading the candles of a venue, by hand. */
@NullMarked
package io.quotewire.venue.candle;

import org.jspecify.annotations.NullMarked;
