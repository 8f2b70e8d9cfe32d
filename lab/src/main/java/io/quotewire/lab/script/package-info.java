/**
 * How a venue puts what happens in a simulated market: frames of its streams, bodies of its REST answers, and the limits that
 * it publishes.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.script.Scripts} lists every {@link io.quotewire.lab.script.Script}; a script adds
 * to the manners of its {@code Stage} what the venue says.
 *
 * <p>One happening may be told in several streams, as where a book is offered in several depths, or in none. What a new
 * subscriber is told first, and what is said each second whatever happens, is the script's too. REST answers are made of a
 * {@link io.quotewire.lab.script.Floor}: the market, or what a venue lets be seen of it.
 *
 * <p><b>Way out.</b> Bytes that the venue itself could have sent: its names, its order of fields, its digits. The templates
 * are written by hand from the venues' public documentation.
 *
 * <p><b>Threads.</b> Pure functions of immutable things, from any thread; whatever looks into a market is the market's
 * owner's.
 *
 * <p><b>Time</b> is an argument.
 *
 * <p><b>Not here:</b> prices ({@code market}), who is subscribed ({@code host}), what goes wrong ({@code simulate}).
 */
@NullMarked
package io.quotewire.lab.script;

import org.jspecify.annotations.NullMarked;
