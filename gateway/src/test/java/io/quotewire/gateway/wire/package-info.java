/** Tests of the protocol's bytes: goldens by hand, refusals as a table. */
@NullMarked
package io.quotewire.gateway.wire;

import org.jspecify.annotations.NullMarked;
