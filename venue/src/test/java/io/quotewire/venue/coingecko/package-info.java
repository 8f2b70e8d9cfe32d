@NullMarked
package io.quotewire.venue.coingecko;

import org.jspecify.annotations.NullMarked;
