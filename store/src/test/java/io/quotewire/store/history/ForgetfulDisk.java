package io.quotewire.store.history;

import io.quotewire.store.history.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A disk that remembers how much it was told to keep, and one that can be made to fail. */
final class ForgetfulDisk implements Disk {
    private final Disk disk = Disk.system();
    private final Map<Path, Long> kept = new ConcurrentHashMap<>();
    private volatile boolean failing;

    void fail(boolean fails) {
        failing = fails;
    }

    /** As when the power fails: of that file only what it was told to keep is left. */
    void lose(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(kept.getOrDefault(file, 0L));
        }
    }

    @Override
    public Out create(Path file) throws IOException {
        check();
        Out out = disk.create(file);
        return new Out() {
            private long written;

            @Override
            public void write(ByteBuffer bytes) throws IOException {
                check();
                written += bytes.remaining();
                out.write(bytes);
            }

            @Override
            public void force() throws IOException {
                check();
                out.force();
                kept.put(file, written);
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    private void check() throws IOException {
        if (failing) {
            throw new IOException("No space left on device");
        }
    }
}
