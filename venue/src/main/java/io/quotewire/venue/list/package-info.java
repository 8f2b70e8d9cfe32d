/** What a venue's list of instruments says that its last one did not. Values only: no clock, no thread, no I/O. */
@NullMarked
package io.quotewire.venue.list;

import org.jspecify.annotations.NullMarked;
