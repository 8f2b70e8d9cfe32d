/**
 * Says whether thousands of clients got what they should have, at the speed at which they get it.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.load.check.Inspector#on}: each message of each client, in the order of its wire,
 * with the {@link io.quotewire.lab.load.check.Followed} that knows where the client stands.
 *
 * <p><b>Three nets.</b> <i>Chains</i>: numbers follow each other as the protocol says, in all messages of all clients; what is
 * left out must be announced by a gap, a snapshot or {@code slow}. <i>Agreement</i>: a publication is made once for all who
 * follow a topic, so every one of them must get the same bytes, and at a rate behind the same message; this finds a digit
 * that was altered for one of them. <i>Whole</i>: a sample of clients reads its messages as JSON, builds books, holds
 * snapshots to their hash, and from time to time asks the server for the book again and compares.
 *
 * <p><b>What it cannot see.</b> A value that is altered for everybody alike and adds up: who knows what the venues said
 * ({@code lab.check}) can. Messages without a number ({@code open}, heartbeats) may come twice.
 *
 * <p><b>Way out.</b> {@link io.quotewire.lab.load.check.Faults}: counted by kind, the first of them in words. What the gateway
 * announced is in {@link io.quotewire.lab.load.check.Announced}.
 *
 * <p><b>Cost.</b> Nothing is allocated for a message of data that is in order; heads are searched as bytes, and a digest is one
 * CRC-32. Each topic remembers its last 512 messages, each client some 21 bytes a topic.
 *
 * <p><b>Threads.</b> One loop owns everything. <b>Time.</b> None is read.
 *
 * <p><b>Not here:</b> how long messages took ({@code measure}), connections ({@code run}).
 */
@NullMarked
package io.quotewire.lab.load.check;

import org.jspecify.annotations.NullMarked;
