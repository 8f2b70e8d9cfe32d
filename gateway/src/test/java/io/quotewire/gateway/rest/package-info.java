/** Tests of the REST routes: whole bodies, over a real server and the JDK's client. */
@NullMarked
package io.quotewire.gateway.rest;

import org.jspecify.annotations.NullMarked;
