@NullMarked
package io.quotewire.venue.fiat;

import org.jspecify.annotations.NullMarked;
