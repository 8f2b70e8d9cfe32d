/**
 * One price of several venues.
 *
 * <p><b>Way in.</b> An {@link io.quotewire.engine.index.IndexPanel} looks at what each venue says now, as a {@link
 * io.quotewire.engine.index.Opinion}. <b>Way out.</b> A {@link io.quotewire.engine.index.Finding}: the median of each side, of
 * whom it is, and who was left out and why.
 *
 * <p><b>Who is left out.</b> Whoever is not healthy; and whoever is further off the median than is allowed, for longer than
 * {@code IndexPanel.HOLD_US}, until he is back within half of that. In a real crash all venues move within that time, so nobody is
 * left out. Two that are apart outvote nobody: then there is no index.
 *
 * <p><b>Time</b> is an argument. <b>Threads:</b> one owner. <b>Not here:</b> topics, how often one looks.
 */
@NullMarked
package io.quotewire.engine.index;

import org.jspecify.annotations.NullMarked;
