/**
 * Rows in DuckDB: tables in memory that are appended to, files that are made of them once, and what is read of either.
 *
 * <p>There is one database in memory for the process; a table's rows are in a schema of it, those of a file in the file, which is
 * attached to it and never written. The tables are the same in both, so there is one way to read.
 *
 * <p><b>The tables.</b> {@code trades}, {@code candles}, {@code tickers}, and {@code marks} for whatever else takes a number: gaps,
 * changes of status, losses. Topics and sources are numbers, which {@code names} explains. A decimal is three columns: the digits
 * as a whole number, how many of them are behind the point, and how many were printed there; where a long has room the latter two are
 * the same, so that they take no room and the digits of one topic little.
 *
 * <p><b>Threads:</b> {@link io.quotewire.store.history.duck.Duck} any; other objects one at a time.
 */
@NullMarked
package io.quotewire.store.history.duck;

import org.jspecify.annotations.NullMarked;
