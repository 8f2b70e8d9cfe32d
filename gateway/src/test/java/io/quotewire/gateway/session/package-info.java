/** Tests of sessions: commands in, messages out, time by hand; a few over real sockets. */
@NullMarked
package io.quotewire.gateway.session;

import org.jspecify.annotations.NullMarked;
