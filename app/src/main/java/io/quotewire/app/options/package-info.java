/** Flags that several commands have, whatever package they are in. */
@NullMarked
package io.quotewire.app.options;

import org.jspecify.annotations.NullMarked;
