@NullMarked
package io.quotewire.venue.poll;

import org.jspecify.annotations.NullMarked;
