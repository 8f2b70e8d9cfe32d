package io.quotewire.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2's that remembers of each file what it held when it was last told to keep it: what a disk holds at least
 * when the power fails. H2 makes instances of it by name.
 */
public final class LossyDisk extends FilePathWrapper {
    static final String SCHEME = "lossy";

    private static final Map<String, byte[]> KEPT = new ConcurrentHashMap<>();

    /** What is left of a file. */
    static byte[] left(Path file) {
        return KEPT.getOrDefault(file.toString(), new byte[0]);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new LossyFile(getBase().open(mode), Path.of(getBase().toString()));
    }

    private static final class LossyFile extends FileBaseDefault {
        private final FileChannel file;
        private final Path path;

        LossyFile(FileChannel file, Path path) {
            this.file = file;
            this.path = path;
        }

        @Override
        public synchronized int read(ByteBuffer to, long position) throws IOException {
            return file.read(to, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            return file.write(from, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public synchronized void force(boolean metadata) throws IOException {
            file.force(metadata);
            KEPT.put(path.toString(), Files.readAllBytes(path));
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
