/**
 * What passes between feeds and venues, written to disk as it happens: files {@code *.qwr}, and those who write and read them.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.tape.Recorder#tap} gives each feed somebody to tell ({@code FrameTap}). Telling copies the
 * bytes and puts them into a bounded queue; it never waits. A thread of the recorder writes: a block of records when there are
 * 256 KiB of them or a second has passed, compressed, with a checksum. What finds no room, because the disk is slow, full or
 * gone, is counted, and a record says how much is missing and from when to when.
 *
 * <p><b>On disk.</b> The form, byte by byte, is in {@code docs/recording.md}; {@link io.quotewire.lab.tape.TapeFormat} has the numbers. A file
 * is called {@code *.qwr.part} while it is written and gets its name when it is complete. Each begins with what was so already ({@link
 * io.quotewire.lab.tape.Standing}: lists of instruments, connections that are up, what they follow), so that each can be
 * understood alone, and a ring of files ({@link io.quotewire.lab.tape.Reel}) may lose its oldest.
 *
 * <p><b>Way out.</b> {@link io.quotewire.lab.tape.TapeReader} reads one file, block by block, {@link io.quotewire.lab.tape.TapeMerge} several as one. What is cut or damaged is told
 * as {@link io.quotewire.lab.tape.Damage}, with file and place, and left out; the rest is read. A file is not trusted: no length in it is believed
 * beyond a bound, and a block counts as a whole or not at all.
 *
 * <p><b>Secrets.</b> Headers are not recorded, addresses without user, path and query, requests over REST by the path that the adapter
 * made, to which no key has been added yet.
 *
 * <p><b>Not here:</b> what a frame means, sockets, how a recording is played ({@code capture}, {@code replay}).
 */
@NullMarked
package io.quotewire.lab.tape;

import org.jspecify.annotations.NullMarked;
