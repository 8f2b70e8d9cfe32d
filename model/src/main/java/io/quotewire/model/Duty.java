package io.quotewire.model;

/** What a thread does over and over. */
@FunctionalInterface
public interface Duty {
    /**
     * One duty cycle: short, never blocking.
     *
     * @param nowUs the time, which never goes back
     * @return how much was done; zero lets the thread rest
     */
    int doWork(long nowUs);
}
