/** Tests of the package of the same name. */
@NullMarked
package io.quotewire.gateway.book;

import org.jspecify.annotations.NullMarked;
