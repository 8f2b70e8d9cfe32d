/** Tests of the whole gateway on real sockets, fed by hand. */
@NullMarked
package io.quotewire.gateway;

import org.jspecify.annotations.NullMarked;
