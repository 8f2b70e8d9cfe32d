package io.quotewire.store.history;

import io.quotewire.store.history.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A disk that can be made to hold whoever waits for it. */
final class SlowDisk implements Disk {
    private final Disk disk = Disk.system();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(1);

    void stop() {
        held = new CountDownLatch(1);
        gate = new CountDownLatch(1);
    }

    /** Returns when somebody waits. */
    void awaitStopped() {
        await(held);
    }

    void goOn() {
        gate.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Out create(Path file) throws IOException {
        Out out = disk.create(file);
        return new Out() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                out.write(bytes);
            }

            @Override
            public void force() throws IOException {
                if (gate.getCount() > 0) {
                    held.countDown();
                    SlowDisk.await(gate);
                }
                out.force();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
