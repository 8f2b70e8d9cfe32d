/** Tests of the chain of books, by hand and at random. */
@NullMarked
package io.quotewire.venue.book;

import org.jspecify.annotations.NullMarked;
