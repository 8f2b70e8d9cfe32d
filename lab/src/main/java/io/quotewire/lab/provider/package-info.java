/**
 * Those who are asked over REST and have no stream, as they document their answers: rates of fiat money, prices of coins.
 *
 * <p><b>Way in and out.</b> {@link io.quotewire.lab.provider.ProviderScript} answers a path and query with a body; {@link
 * io.quotewire.lab.provider.ProviderScripts} has all of them. Rates change a little from day to day, by nothing but the day;
 * prices of coins are those of the simulated market.
 *
 * <p><b>Threads.</b> Pure functions, any. <b>Not here:</b> sockets, faults, and who has asked too much.
 */
@NullMarked
package io.quotewire.lab.provider;

import org.jspecify.annotations.NullMarked;
