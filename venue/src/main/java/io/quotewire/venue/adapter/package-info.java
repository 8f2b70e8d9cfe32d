/**
 * Every venue that this build knows, one file each: its addresses, limits and spelling as data, its frames as a pure
 * function from bytes to events. What would make a file longer than a page or two, such as a venue's answers to requests, its
 * REST side or its checksum, lies beside it under the venue's name.
 *
 * <p><b>Way in:</b> {@link io.quotewire.venue.adapter.VenueAdapters} only; the adapters themselves are package-private.
 *
 * <p><b>Threads and time:</b> none. An adapter has no field that changes, opens no socket and reads no clock, so that a
 * frame in a file and the lines it must become test it completely.
 *
 * <p><b>Adding one:</b> a file beside these, a line in the registry, and hand-written frames under {@code
 * src/test/resources/venues}. The contract test and the fuzzer do the rest; {@code docs/add-a-venue.md} goes through it step by
 * step. Nothing else changes, and no shared file names a venue.
 *
 * <p><b>Not here:</b> what all venues share. That is a package up, and exists once.
 */
@NullMarked
package io.quotewire.venue.adapter;

import org.jspecify.annotations.NullMarked;
