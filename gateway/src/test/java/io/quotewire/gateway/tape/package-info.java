/** Tests of the package of the same name. */
@NullMarked
package io.quotewire.gateway.tape;

import org.jspecify.annotations.NullMarked;
