package io.quotewire.store.history.journal;

import io.quotewire.store.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/** Where bytes are put so that they stay. There is one that loses what it was not told to keep, one that fails and one that is slow. */
public interface Disk {
    /** A new file, which nobody else writes to. */
    Out create(Path file) throws IOException;

    /** A file that grows. What was written may be lost until {@link #force} has returned. */
    interface Out extends AutoCloseable {
        /** Puts down all of them. */
        void write(ByteBuffer bytes) throws IOException;

        void force() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The system's own. */
    static Disk system() {
        return file -> {
            FileChannel channel = PrivateFiles.create(file);
            PrivateFiles.keepNames(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            return new Out() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }

                @Override
                public void force() throws IOException {
                    channel.force(false);
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        };
    }
}
