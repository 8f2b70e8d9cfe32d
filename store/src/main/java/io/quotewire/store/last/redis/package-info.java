/**
 * Last values in a Redis that several machines reach, beside the file of this one.
 *
 * <p><b>How.</b> One hash: a topic's name is the field, {@code VERSION EPOCH SEQ} and the codec's bytes the value. Writes go through a
 * script that looks at those two numbers of what is there, so an older value never takes the place of a newer one, whoever writes; what is there
 * and is no value, or of a time that has not come, gives way. Reading is a script, too: what is too long is left on the server.
 *
 * <p><b>What Redis can do to us.</b> Nothing but waste the time of one thread, which waits for no answer longer than the setting. After
 * a failure the connection is closed, so that no late answer is taken for another's; there is no reconnecting behind our back and no
 * queue. What it says is believed as far as {@code store.last.value} goes; an answer that does not end is cut.
 *
 * <p><b>Not here:</b> when it is tried again ({@code store.last}). No password is logged, printed or put into a URL.
 */
@NullMarked
package io.quotewire.store.last.redis;

import org.jspecify.annotations.NullMarked;
