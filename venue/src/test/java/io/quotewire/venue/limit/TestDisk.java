package io.quotewire.venue.limit;

import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A disk that writes down what is used of the limits at once, or when a test lets it. */
public final class TestDisk {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final boolean held;

    private TestDisk(boolean held) {
        this.held = held;
    }

    public static TestDisk quick() {
        return new TestDisk(false);
    }

    public static TestDisk held() {
        return new TestDisk(true);
    }

    /** Ledgers in {@code folder} that this disk keeps; {@code clock} stands for the monotonic one too. */
    public Ledgers open(Path folder, MicroClock clock) throws IOException {
        Moments moments = new Moments(clock, clock::nowUs, "boot");
        return Ledgers.open(folder, Ledgers.GATEWAY, moments, held ? waiting::add : Runnable::run);
    }

    /** Whether something is to be written. */
    public boolean isAsked() {
        return !waiting.isEmpty();
    }

    /** Writes what is to be written now. */
    public void write() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }
}
