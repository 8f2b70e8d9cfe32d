@NullMarked
package io.quotewire.venue.random;

import org.jspecify.annotations.NullMarked;
