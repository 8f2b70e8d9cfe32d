/** Tests of the package of the same name. */
@NullMarked
package io.quotewire.gateway.proxy;

import org.jspecify.annotations.NullMarked;
