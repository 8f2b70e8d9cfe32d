/**
 * A place to listen in on a feed: {@link io.quotewire.venue.tap.FrameTap} is told of all that passes between the feed and its venue,
 * over its connections and over REST, as it happens. A feed that nobody listens to tells nobody.
 *
 * <p><b>Threads:</b> the feed's event loop.
 *
 * <p><b>Not here:</b> who listens, and what becomes of it (the recorder of {@code lab}).
 */
@NullMarked
package io.quotewire.venue.tap;

import org.jspecify.annotations.NullMarked;
