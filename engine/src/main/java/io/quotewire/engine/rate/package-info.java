/**
 * Rates of currencies, and what a price becomes by them.
 *
 * <p><b>Way in.</b> A {@link io.quotewire.engine.rate.RatePair} hears what each provider says of one pair, and holds what is
 * absurd until somebody confirms it; {@link io.quotewire.engine.rate.LegPrice} is one step of a conversion, whether a
 * provider's rate or a venue's quote. <b>Way out.</b> {@link io.quotewire.engine.rate.Converter} multiplies: bids by bids, rounded
 * down, asks by asks, rounded up, so that nobody gains by going there and back.
 *
 * <p><b>Time</b> is an argument; ages leave out the weekends, on which nobody makes rates ({@link
 * io.quotewire.engine.rate.Weekend}). <b>Threads:</b> one owner. <b>Bounds:</b> a pair keeps {@code RatePair.KEPT} rates and
 * {@code RatePair.PROVIDERS} providers.
 *
 * <p><b>Not here:</b> where rates come from, topics, which pairs make a way.
 */
@NullMarked
package io.quotewire.engine.rate;

import org.jspecify.annotations.NullMarked;
