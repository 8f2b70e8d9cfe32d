/**
 * Files that only grow, and say of each block whether it is as it was written.
 *
 * <p>A block holds what was committed together, and needs no other block to be read: the names in it are its own. It begins with a
 * mark, its number, its length and a CRC-32C over all of these and what follows. A reader takes blocks as long as they come out. At
 * the first that does not it looks for a further sound one: where there is none, the file has a torn tail, which is what
 * a crash leaves; where there is one, the file was altered.
 *
 * <p><b>Threads:</b> each object belongs to one. <b>Not here:</b> what becomes of the rows.
 */
@NullMarked
package io.quotewire.store.history.journal;

import org.jspecify.annotations.NullMarked;
