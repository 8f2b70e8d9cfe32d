/** Tests of the protocol's bytes: goldens by hand, refusals as a table. */
@NullMarked
package io.quotewire.gateway.auth;

import org.jspecify.annotations.NullMarked;
