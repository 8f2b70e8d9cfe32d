package io.quotewire.lab.load.run;

import io.quotewire.lab.load.measure.Timeline.Second;

/**
 * How far a run is.
 *
 * @param phase in a word: {@code ramp}, {@code warm-up}, {@code run}
 * @param done of {@code of}: clients of a ramp, seconds of anything else
 * @param second the last one
 * @param errors so far
 */
public record Progress(String phase, long done, long of, Second second, long errors) {}
