/**
 * CoinGecko: prices of coins over all of their markets, with the value of all units and the volume of a day.
 *
 * <p><b>Way in.</b> {@link io.quotewire.venue.coingecko.CoinGecko}, turned with other sources that are asked. <b>Way out.</b>
 * Tickers of {@code coingecko:BASE-USD}. What it does not say is not in them, and a coin that it leaves out is left out.
 *
 * <p><b>Pace.</b> All coins go into one call. Calls are spread over what is left of a month's budget, of which a restart takes
 * nothing away, and come never more often than is configured.
 *
 * <p><b>Threads.</b> The event loop's. <b>Not here:</b> {@code best} and {@code index}, of which this source is never a part.
 */
@NullMarked
package io.quotewire.venue.coingecko;

import org.jspecify.annotations.NullMarked;
