/**
 * The Java client of the native protocol, version 1: connect, subscribe, resume, typed messages.
 *
 * <p><b>Way in.</b> {@link io.quotewire.client.QuotewireClient#connect}, then {@code subscribe} with a {@link
 * io.quotewire.client.TopicListener}. A {@link io.quotewire.client.ConnectionListener} hears of the connection itself.
 *
 * <p><b>Way of a message.</b> {@code JdkSocket} assembles the text, {@code MessageReader} makes a {@link
 * io.quotewire.client.Message} of it, {@code Conversation} finds whom it concerns, {@code Followed} puts it before the
 * rule of {@code TopicState}, and what passes reaches the listeners. What does not pass is old news, or makes {@code
 * Commands} send one {@code resync}.
 *
 * <p><b>What a listener can count on.</b> Per topic: values never go back within a connection; no trade or candle is
 * delivered twice; where any are lacking, {@code onGap} says so first; a value is never shown as live after the gateway said
 * otherwise; a book is handed over whole, changed by every message in turn, and a snapshot that does not add up to its hash
 * is not taken. Across connections: event topics resume where they stood, value and book topics begin with a snapshot.
 *
 * <p><b>Threads.</b> One per client, which owns all state; sockets belong to the JDK, which hands over at most a few
 * messages before they are done with. <b>Time</b> is an argument everywhere but in {@code QuotewireClient}, so all rules
 * are tested by turning the crank.
 *
 * <p><b>Limits.</b> Length and depth of a message, messages in flight, topics followed, unsent commands, waits that a
 * server may impose. What breaks the protocol ends the connection with close code 4007, and the next one waits by the
 * back-off.
 *
 * <p><b>Not here:</b> credentials (this version of the gateway knows none), history. The same rule for
 * browsers is {@code quotewire.js} of the gateway; one set of test vectors holds the two together.
 */
@NullMarked
package io.quotewire.client;

import org.jspecify.annotations.NullMarked;
