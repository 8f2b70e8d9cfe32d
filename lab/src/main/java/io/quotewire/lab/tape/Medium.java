package io.quotewire.lab.tape;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where files are made; tests have one that fails. */
@FunctionalInterface
interface Medium {
    /** Real files, which nobody but their owner can read where the system knows owners. */
    Medium DISK = file -> new OnDisk(FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OnDisk.attributes()));

    /**
     * Makes a file.
     *
     * @throws IOException if it is there already, or cannot be made
     */
    Output create(Path file) throws IOException;

    /** How many bytes are free where that folder is. */
    default long room(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** A file that is written from its beginning to its end. */
    interface Output extends Closeable {
        /** All of these. */
        void write(byte[] bytes) throws IOException;

        /** Forgets what is behind. */
        void cut(long length) throws IOException;

        /** Returns when all is on disk. */
        void force() throws IOException;
    }

    /** A channel as an output. */
    final class OnDisk implements Output {
        private final FileChannel channel;

        private OnDisk(FileChannel channel) {
            this.channel = channel;
        }

        private static FileAttribute<?>[] attributes() {
            return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }

        @Override
        public void cut(long length) throws IOException {
            channel.truncate(length);
            channel.position(length);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
