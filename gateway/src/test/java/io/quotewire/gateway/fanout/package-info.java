/** Tests of the fan-out, the crank turned by hand: a fake engine in front, sockets that read when told to behind. */
@NullMarked
package io.quotewire.gateway.fanout;

import org.jspecify.annotations.NullMarked;
