/**
 * The words that every other module speaks: instruments, exact decimals, market events in, updates out, topics, codes.
 *
 * <p><b>The two streams.</b> A venue's bytes become {@link io.quotewire.model.MarketEvent}s, facts about one {@link
 * io.quotewire.model.Listing}; the engine turns them into {@link io.quotewire.model.Update}s, numbered changes of one
 * {@link io.quotewire.model.Topic}. Nothing else crosses from the feed side to the client side.
 *
 * <p><b>Time</b> is an integer count of microseconds since 1970 UTC, in names that end in {@code Us}. Zero stands for "the
 * venue gave none" and is printed as {@code null}. Nobody here reads a clock but {@link io.quotewire.model.MicroClock}.
 *
 * <p><b>Prices and sizes</b> are {@link io.quotewire.model.Decimal}: the digits as the venue sent them, never a double.
 *
 * <p><b>Names.</b> An instrument is what its two codes say, on every venue. {@link io.quotewire.model.Renamings} knows codes that
 * changed; a price is never carried from one code to another by it, only a question.
 *
 * <p><b>Threads.</b> All but {@link io.quotewire.model.Inbox} is immutable. {@code Inbox} is how any thread reaches the
 * one that owns a piece of state; the interfaces ({@link io.quotewire.model.EventSink}, {@link
 * io.quotewire.model.UpdateSink}, {@link io.quotewire.model.Demand}, {@link io.quotewire.model.Directory}, {@link
 * io.quotewire.model.Duty}) are the seams at which {@code app} joins modules that do not know each other.
 *
 * <p><b>Not here:</b> I/O but for one table of its own, JSON, configuration files, libraries.
 */
@NullMarked
package io.quotewire.model;

import org.jspecify.annotations.NullMarked;
