/** Tests of the table on a terminal, most of them against an emulated one. */
@NullMarked
package io.quotewire.app.watch;

import org.jspecify.annotations.NullMarked;
