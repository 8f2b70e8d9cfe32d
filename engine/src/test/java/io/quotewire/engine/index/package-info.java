/** Tests of the indexs of prices. */
@NullMarked
package io.quotewire.engine.index;

import org.jspecify.annotations.NullMarked;
