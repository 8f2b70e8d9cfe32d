@NullMarked
package io.quotewire.venue.access;

import org.jspecify.annotations.NullMarked;
