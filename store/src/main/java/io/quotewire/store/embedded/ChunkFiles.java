package io.quotewire.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2's on top of another one of its: its files are {@link ChunkFile}s. H2 makes instances of it by name. */
public final class ChunkFiles extends FilePathWrapper {
    private static final String SCHEME = "chunks";

    /** What to put before the name of a file, that of its own file system included. */
    static final String PREFIX = SCHEME + ":";

    /** Tells H2 of it. */
    static void register() {
        FilePath.register(new ChunkFiles());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new ChunkFile(getBase().open(mode));
    }
}
