package io.quotewire.lab.load.run;

/** Is told how far a run is, once a second, on the thread of the run. */
@FunctionalInterface
public interface Onlooker {
    void on(Progress progress);
}
