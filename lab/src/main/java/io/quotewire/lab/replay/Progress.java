package io.quotewire.lab.replay;

/**
 * How far one venue has been played. {@code frames = sent + unsent + still to come}.
 *
 * @param frames frames of market data in the recording
 * @param sent frames that at least one connection received
 * @param unsent frames that passed while nobody was subscribed to them, or the venue was mute
 * @param positionUs recorded time from the first frame to the one played last; {@code lengthUs} to the very last
 */
public record Progress(String venue, State state, long frames, long sent, long unsent, long positionUs, long lengthUs) {
    /** Where the stream stands. */
    public enum State {
        /** Until its subscription is complete. */
        WAITING,
        PLAYING,
        ENDED,
        /** A file could not be read to its end; the log and {@link Replayer#finished} say why. */
        FAILED
    }
}
