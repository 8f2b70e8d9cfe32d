package io.quotewire.lab.load.link;

/**
 * Whoever uses a connection.
 *
 * <p><b>Threads:</b> the loop's.
 */
public interface Ear {
    /** The handshake has been answered. */
    void opened();

    /** A message, which lies in the array until the call returns. */
    void heard(byte[] bytes, int from, int to);

    /** It is over, and was not our doing. */
    void ended(Ending ending);
}
