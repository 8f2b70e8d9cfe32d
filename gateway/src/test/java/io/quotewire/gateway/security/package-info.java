/**
 * The checks of {@code docs/security.md}: each risk by its number, tried over sockets on a started gateway.
 *
 * <p><b>A check that cannot fail checks nothing.</b> So each names what protects against its risk: a method of the gateway or
 * the store. {@code ChecksBiteTest} loads the whole program anew in a loader that answers in place of that method, runs the
 * check there, and expects it to fail. The program as it is shipped has no switch for that, and needs none.
 *
 * <p><b>Fuzzers</b> send what nobody would, from a seed that a failure names; {@code -Dquotewire.fuzz.s=600} gives each of
 * them ten minutes in place of a few seconds.
 */
@NullMarked
package io.quotewire.gateway.security;

import org.jspecify.annotations.NullMarked;
