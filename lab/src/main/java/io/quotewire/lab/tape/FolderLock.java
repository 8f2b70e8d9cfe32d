package io.quotewire.lab.tape;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a folder from being recorded into twice. The system lets go of it when the process ends, however that ends. */
final class FolderLock implements AutoCloseable {
    private static final String NAME = "recording.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder, if it is not there, and takes it.
     *
     * @throws Recorder.InUse if somebody has it
     * @throws IOException if it cannot be written
     */
    static FolderLock take(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new Recorder.InUse(folder + " is being recorded into by another process");
        }
        return new FolderLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // By this process.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
