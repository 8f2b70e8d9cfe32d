@NullMarked
package io.quotewire.gateway.deflate;

import org.jspecify.annotations.NullMarked;
