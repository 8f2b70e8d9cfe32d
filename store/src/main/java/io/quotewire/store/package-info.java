/**
 * What survives a restart of accounts and what belongs to them: who may come in, by what, what has ended, who did what, and how
 * much each was sent.
 *
 * <p><b>Way in:</b> {@link io.quotewire.store.Store}, and what it hands out: {@link io.quotewire.store.Accounts}, {@link
 * io.quotewire.store.Logins}, {@link io.quotewire.store.ApiKeys}, {@link io.quotewire.store.Tickets}, {@link
 * io.quotewire.store.Revocations}, {@link io.quotewire.store.Audit}, {@link io.quotewire.store.Usage}.
 *
 * <p><b>Which database.</b> H2 in a folder, so that whoever starts has accounts without a server to install; PostgreSQL where
 * several machines share them, or somebody has one that he looks after. Both read the same SQL: one migration, one set of
 * tests. {@code store.embedded} has the former, and how the command line uses it while the gateway runs; {@code
 * store.backup} carries all from one to the other.
 *
 * <p><b>What is on disk when.</b> A call returns when what it did is on disk, and would be there after the power had failed. H2
 * by itself only hands a commit to the system, so each is followed by {@code CHECKPOINT SYNC}, which makes the disk write
 * it down; PostgreSQL does so unless it is told not to, so each connection says {@code synchronous_commit = on}, whatever the
 * address or the server's own file say. A call that fails with {@link io.quotewire.store.StoreBusy} may have been done or not.
 *
 * <p><b>What is hashed how.</b> Passwords come here as hashes of a slow kind (PHC text), made elsewhere, and leave only by {@link
 * io.quotewire.store.Accounts#credential}. What we make ourselves (refresh tokens, API keys, tickets) is 32 random bytes, which
 * nobody can guess: SHA-256 of it is kept, and the text is told once. Of a refresh token that was just replaced the successor is
 * kept too, as it has to be told again to whoever lost the answer: veiled by a HMAC of the replaced one, so that the database
 * alone does not say it. Records that hold a secret do not print it.
 *
 * <p><b>What ends is told.</b> Whatever ends something writes a {@link io.quotewire.store.Revocation} in the same transaction;
 * each gateway asks for new ones several times a second and closes what was opened by what has ended. Their numbers come from one
 * row that is held until the commit, and not from a sequence, which gives numbers out before they can be seen: so a reader that
 * has seen one has seen all before it.
 *
 * <p><b>Locks</b> are taken in one order: accounts, then logins, keys and tickets, then that row. What crosses
 * nevertheless is undone by the database and run again.
 *
 * <p><b>Threads:</b> any; all calls block, and are meant for virtual threads. <b>Time</b> comes in as an argument: nothing
 * here reads a clock. <b>Not here:</b> HTTP, what a role or a scope permits, the hashing of passwords.
 */
@NullMarked
package io.quotewire.store;

import org.jspecify.annotations.NullMarked;
