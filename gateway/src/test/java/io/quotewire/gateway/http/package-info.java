/** Tests of the HTTP side: over real sockets with raw bytes, and on embedded channels with their own time. */
@NullMarked
package io.quotewire.gateway.http;

import org.jspecify.annotations.NullMarked;
