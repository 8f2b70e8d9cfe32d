/** Tests of the shard's book. */
@NullMarked
package io.quotewire.engine.book;

import org.jspecify.annotations.NullMarked;
