/**
 * The last word on a topic, and how it is written down so that whoever reads it can tell whether it is one.
 *
 * <p><b>Way in, way out:</b> {@link io.quotewire.store.last.value.ValueCodec} makes bytes of a {@link
 * io.quotewire.store.last.value.LastValue} and the other way round; {@link io.quotewire.store.last.value.Place} keeps them.
 *
 * <p><b>Nothing is believed unseen.</b> Bytes come back from a disk that may have failed, or from a server that others write to. They
 * bear a version and a checksum; what is read must be a value that its topic can have. What is not is a {@link
 * io.quotewire.store.last.value.Refusal}: counted by its kind, and never told.
 *
 * <p><b>Threads:</b> all but {@code Place} is immutable or for any thread. <b>Not here:</b> when something is written, and where.
 */
@NullMarked
package io.quotewire.store.last.value;

import org.jspecify.annotations.NullMarked;
