/**
 * Markets that are made up: prices that move like a market's, on several venues at once, the same for the same seed.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.market.SimulatedMarket#open} takes venues, instruments, a seed and how busy it
 * shall be; {@code advance} takes the time.
 *
 * <p><b>Way out.</b> {@link io.quotewire.lab.market.Happening}s in order of time: quotes, trades, figures of the day, and what
 * has changed in a book. Each has a hidden id, which {@link io.quotewire.lab.market.Mark} writes into one of its sizes; books
 * bear that of their best bid's quote.
 *
 * <p><b>How it moves.</b> A tide of one common factor and some noise for each instrument goes on every 100 ms: instruments rise
 * and fall together, some more strongly. Each venue follows the tide a moment late and up to 60 ppm beside it, so venues
 * agree but for small differences. Quotes lie around what the venue believes, 1 to 4 ticks wide; trades hit the bid or the ask
 * that stands. Quotes and trades come at random times whose mean is the instrument's: 50 ms and 250 ms for majors, half a
 * minute and more for quiet pairs. Now and then an instrument is in a rush for one to four seconds, with ten to twenty times
 * the traffic and wider moves, and once in a while all are.
 *
 * <p><b>Books.</b> Each quote is one update of the listing's {@link io.quotewire.lab.market.Book}, and has the next number. Behind
 * the quote lie up to 600 levels a side, about 20 ppm apart; as quotes move levels come and go at both ends, and with each
 * update some sizes change. None of it is kept: a level is computed from the seed, its place and the update number, when
 * somebody asks. What changed is told at most every 100 ms, for all updates since.
 *
 * <p><b>What is simpler than life.</b> Nobody's orders make the book, so a trade moves nothing. The day does not
 * slide: it begins with a made-up one that each trade adds to, and after 24 hours a new one begins, its open, high and low the
 * price at that time, its volume zero.
 *
 * <p><b>Numbers.</b> Prices are whole ticks and sizes whole lots inside, moves are billionths of the base price; only waiting
 * times see a {@code double}, by way of {@code StrictMath}, which is the same on every machine.
 *
 * <p><b>Bounds.</b> Memory does not grow with time. After a pause at most two seconds' worth of happenings come at once.
 *
 * <p><b>Threads, time.</b> One owner; no clock is read. No I/O.
 *
 * <p><b>Not here:</b> how a venue puts it ({@code script}), sockets ({@code host}), faults ({@code simulate}).
 */
@NullMarked
package io.quotewire.lab.market;

import org.jspecify.annotations.NullMarked;
