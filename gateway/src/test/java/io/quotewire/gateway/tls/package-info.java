/** Tests of the package of the same name. */
@NullMarked
package io.quotewire.gateway.tls;

import org.jspecify.annotations.NullMarked;
