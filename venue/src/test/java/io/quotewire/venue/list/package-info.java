/** Tests of the changes of lists. */
@NullMarked
package io.quotewire.venue.list;

import org.jspecify.annotations.NullMarked;
