/**
 * Rates of fiat money from those who publish them.
 *
 * <p><b>Way in.</b> {@link io.quotewire.venue.fiat.RateProviders} has one {@link io.quotewire.venue.fiat.RateProvider} for each
 * of them, which is data and a pure function; {@link io.quotewire.venue.fiat.FiatFeed} asks one of them. <b>Way out.</b>
 * {@code MarketEvent.Rate} for each currency.
 *
 * <p>Every provider that is configured is asked, each at its own pace and not only when the one before it fails: so another
 * one's rates are there at once when they are needed, and all can be held against each other. Which of them is in force is
 * the engine's to say.
 *
 * <p><b>Threads.</b> The event loop's. <b>Not here:</b> conversion, choice, the age at which a rate is stale.
 */
@NullMarked
package io.quotewire.venue.fiat;

import org.jspecify.annotations.NullMarked;
