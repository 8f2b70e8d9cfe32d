/**
 * A database in a folder, without a server to install, that several processes of one machine use at the same time.
 *
 * <p><b>How.</b> H2 keeps the database in one file, which one process can have open: the system's own lock sees to that, and lets
 * go when a process dies. That process opens a {@code Door}: H2's server on a port of 127.0.0.1, for this one database under a
 * random name that a file beside the database tells. {@link io.quotewire.store.embedded.EmbeddedSource} tries the file first and
 * then the door, for each new connection; so whoever comes first has it, and when he goes the next takes over.
 *
 * <p><b>Why not H2's own {@code AUTO_SERVER}</b>, which does the same: it insists on closing the database in a hook of its own
 * when the process is asked to end, while a gateway drains and still writes; it locks by a file that it looks at now and then,
 * so that a start after a crash takes seconds; and its server is heard on all addresses unless told otherwise.
 *
 * <p><b>What is committed is found again</b> after a crash, which H2 alone does not see to in all cases: {@code ChunkFile}.
 *
 * <p><b>Who may.</b> The folder is made for its owner alone, as are the files in it. The password is random, made with the
 * database, and lies beside it: it keeps others of the machine from the port, not from the files.
 *
 * <p><b>Threads:</b> any. <b>Not here:</b> what is in the database, and the pool.
 */
@NullMarked
package io.quotewire.store.embedded;

import org.jspecify.annotations.NullMarked;
