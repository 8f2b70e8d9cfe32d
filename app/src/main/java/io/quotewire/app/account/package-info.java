/**
 * The commands about accounts. They work on the store itself, beside a running gateway or without one; what they end, a running
 * gateway notices within a second. So who has the files, or the database's password, is the first administrator, and there is
 * no account that everybody knows.
 */
@NullMarked
package io.quotewire.app.account;

import org.jspecify.annotations.NullMarked;
