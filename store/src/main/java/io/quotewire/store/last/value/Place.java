package io.quotewire.store.last.value;

import java.io.IOException;
import java.util.Collection;

/**
 * Where last values outlive the process.
 *
 * <p><b>Threads:</b> one at a time, which may block: a place that does not answer throws after a time of its own.
 */
public interface Place extends AutoCloseable {
    /** One word, for operators. */
    String name();

    /**
     * What is kept. What is kept and is no value is passed over and counted.
     *
     * @throws IOException if it cannot be read at all
     */
    Collection<LastValue> read(Refusals refusals) throws IOException;

    /**
     * Keeps values, each in the place of an older one of its topic; an older one changes nothing, and is counted where another
     * process must have written the newer. They are kept when this returns. If it throws, any of them may be.
     *
     * @throws IOException saying why they cannot be kept
     */
    void write(Collection<LastValue> values, Refusals refusals) throws IOException;

    /** A value that was read need not be kept any longer. */
    default void drop(LastValue read) {}

    @Override
    void close();
}
