package io.quotewire.lab.replay;

/** Lets the loop come back to something. */
@FunctionalInterface
interface Alarm {
    /** Runs {@code task} on the loop, never within this call. */
    void in(long afterUs, Runnable task);
}
