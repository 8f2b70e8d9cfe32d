/**
 * The commands about accounts. They work on the store itself, beside a running gateway or without one; what they end, a running
 * gateway notices within a second. So who has the files, or the database's password, is the first administrator, and there is
 * no account that everybody knows.
 *
 * <p>{@code login} alone goes to a gateway, wherever it is, with a password, and brings back a key. What commands come in by lies
 * in a file that nobody else can read, and is never a flag.
 */
@NullMarked
package io.quotewire.app.account;

import org.jspecify.annotations.NullMarked;
