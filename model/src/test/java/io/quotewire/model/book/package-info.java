/** Tests of the book, against a sorted map. */
@NullMarked
package io.quotewire.model.book;

import org.jspecify.annotations.NullMarked;
