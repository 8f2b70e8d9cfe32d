/**
 * All that a store holds, in one file that either kind of database writes and reads.
 *
 * <p><b>The file.</b> Lines of JSON in UTF-8. The first says what it is, of which version, of which schema, and which numbers the
 * next rows get; then comes each row, the tables in the order in which they refer to each other; the last has the counts of rows
 * and the SHA-256 of all bytes before it, so that a file that is cut or altered is known as such. Tickets are not in it: they
 * are over when it is read. Hashes are, plain secrets are nowhere.
 *
 * <p><b>Way out:</b> {@link io.quotewire.store.backup.BackupWriter}, from one snapshot of the database, to a temporary file that
 * is on disk before it gets its name. <b>Way in:</b> {@link io.quotewire.store.backup.Restoration} reads the whole file before
 * it touches the database, and once more as it fills it, in one transaction.
 *
 * <p><b>Tables</b> are named in {@code Table}; a test compares that with the schema, so that none is forgotten.
 *
 * <p><b>Threads:</b> one a call.
 */
@NullMarked
package io.quotewire.store.backup;

import org.jspecify.annotations.NullMarked;
