@NullMarked
package io.quotewire.gateway.socket;

import org.jspecify.annotations.NullMarked;
