/**
 * Last values in one file of the data folder.
 *
 * <p><b>How.</b> All of them are written whole to a new file, made sure of, and given the old one's name: so there is the old state or
 * the new one, whenever the process dies, and there is nothing to compact or to recover. Each value in it bears a mark, its length and
 * its own checksum, so that of a file that a disk has altered what is whole can still be read. Why not a database: {@code
 * docs/adr/0015-last-values.md}.
 *
 * <p><b>Who may.</b> The file is its owner's. That no other gateway writes it is seen to by the lock on the data folder.
 */
@NullMarked
package io.quotewire.store.last.file;

import org.jspecify.annotations.NullMarked;
