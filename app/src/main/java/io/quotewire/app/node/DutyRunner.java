package io.quotewire.app.node;

import io.quotewire.model.Duty;

/**
 * Does one duty over and over, and rests while there is nothing to do. What the duty throws is a fault: it is done no more, and
 * its state is not to be trusted.
 *
 * <p><b>Threads:</b> {@link #start} once, anything else from any.
 */
interface DutyRunner {
    /** Timers are looked at this often though nothing arrives. */
    long REST_NS = 5_000_000;

    void start(Duty work);

    /** Makes the next cycle come at once. Cheap; before the start it does nothing. */
    void wake();

    /** Ends after the cycle under way and waits for that. Not to be called by the duty. */
    void stop() throws InterruptedException;

    DutyCycle cycle();
}
