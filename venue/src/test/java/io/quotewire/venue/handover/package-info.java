/** Tests of what waits while connections change. */
@NullMarked
package io.quotewire.venue.handover;

import org.jspecify.annotations.NullMarked;
