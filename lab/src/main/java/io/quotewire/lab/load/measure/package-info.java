/**
 * Times and counts of a load test, and what it costs both ends.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.load.measure.Meter} takes each message and how long it took, {@link
 * io.quotewire.lab.load.measure.Timeline} the end of each second, {@link io.quotewire.lab.load.measure.Generator} a beat,
 * {@link io.quotewire.lab.load.measure.ServerWatch} asks the server.
 *
 * <p><b>Way out.</b> {@link io.quotewire.lab.load.measure.Spread}: every sample counts, in an HdrHistogram of three digits, so
 * a high percentile is one that was measured, and no mean of means.
 *
 * <p><b>Not guessed.</b> A figure that the server does not show is unknown. Whether the load test itself was too slow is
 * measured ({@link io.quotewire.lab.load.measure.Generator.Reading#isBottleneck}) and said.
 *
 * <p><b>Threads.</b> One loop owns everything but the watch on the server, which waits.
 *
 * <p><b>Not here:</b> when a time begins, which is the profile's ({@code run}).
 */
@NullMarked
package io.quotewire.lab.load.measure;

import org.jspecify.annotations.NullMarked;
