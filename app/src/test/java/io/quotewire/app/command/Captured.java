package io.quotewire.app.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a command prints, for a test that waits for it. Any thread. */
final class Captured extends ByteArrayOutputStream {
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);

    PrintStream print() {
        return new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    String text() {
        return toString(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        super.write(bytes, from, length);
        notifyAll();
    }

    /** The first line that {@code wanted} accepts, once it has been printed whole. */
    synchronized String await(Predicate<String> wanted) throws InterruptedException {
        long endNs = System.nanoTime() + DEADLINE_NS;
        while (true) {
            String text = text();
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            String found = whole.lines().filter(wanted).findFirst().orElse(null);
            if (found != null) {
                return found;
            }
            long leftNs = endNs - System.nanoTime();
            if (leftNs <= 0) {
                throw new AssertionError("the line did not come; printed was:\n" + text);
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNs);
        }
    }
}
