/**
 * How each venue behaves on the wire, from the venue's own side: what it understands, how it answers, which frames belong
 * to which subscription.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.stage.Stages} lists every {@link io.quotewire.lab.stage.Stage}. A stage is data
 * and pure functions: {@link io.quotewire.lab.stage.Stage#react} turns a client's message into a {@link
 * io.quotewire.lab.stage.Reaction} (what to say, what begins, what ends), {@link io.quotewire.lab.stage.Stage#key} tells
 * which subscribers a frame is for, {@link io.quotewire.lab.stage.Stage#list} which instrument list a REST request wants.
 *
 * <p>A venue that counts the texts of a connection over all streams has a zero written in their place: the number belongs to
 * the connection, and {@link io.quotewire.lab.stage.Stage#numbered} puts it in as a text leaves.
 *
 * <p><b>Way out.</b> Whoever plays the venue (the replayer here) owns the sockets, the subscriptions and the data, and
 * asks the stage only for manners. One more venue is one more file and one more line in the list.
 *
 * <p><b>Threads.</b> Everything is immutable or without state, and may be used from any thread.
 *
 * <p><b>Time.</b> None is read; a venue's intervals are data in {@link io.quotewire.lab.stage.KeepAlive}.
 *
 * <p><b>Not here:</b> sockets, files, prices. A stage never invents a frame of market data.
 */
@NullMarked
package io.quotewire.lab.stage;

import org.jspecify.annotations.NullMarked;
