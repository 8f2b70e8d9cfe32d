package io.quotewire.lab.host;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has opened, closed in reverse order. */
public final class AutoClose {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T opened) {
        open.push(opened);
        return opened;
    }

    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new AssertionError("could not be closed", e);
            }
        }
    }
}
