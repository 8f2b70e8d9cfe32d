package io.quotewire.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/**
 * A file of H2's that, whenever the disk is told to keep it, says in its header where its newest chunk is.
 *
 * <p>H2 (2.3 to 2.5) appends what is committed as a chunk, or fills a hole with it, and finds the newest one again from the header
 * and from the end of the file. Where a chunk is not where the one before it foretold, the header is to say so; but it is written
 * a moment too early and tells of the chunk before. Up to twenty commits are then not found after a crash, although they are in the
 * file.
 *
 * <p>The two copies of the header are written in turns: one of them is whole, whatever happens.
 */
final class ChunkFile extends FileBaseDefault {
    private final FileChannel file;
    private @Nullable StoreHeader header;
    private @Nullable ChunkHeader newest;
    private int turn;

    ChunkFile(FileChannel file) {
        this.file = file;
    }

    @Override
    public synchronized int read(ByteBuffer to, long position) throws IOException {
        return file.read(to, position);
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
        ByteBuffer begin = from.asReadOnlyBuffer();
        int written = file.write(from, position);
        if (position == 0) {
            header = StoreHeader.parse(begin);
        } else {
            ChunkHeader chunk = ChunkHeader.parse(begin, position);
            if (chunk != null && (newest == null || chunk.version() >= newest.version())) {
                newest = chunk;
            }
        }
        return written;
    }

    @Override
    public synchronized void force(boolean metadata) throws IOException {
        StoreHeader told = header;
        ChunkHeader last = newest;
        if (told != null && last != null && !told.tellsOf(last)) {
            StoreHeader right = told.tellingOf(last);
            ByteBuffer block = right.block();
            long position = (long) turn * StoreHeader.BLOCK;
            while (block.hasRemaining()) {
                position += file.write(block, position);
            }
            turn = 1 - turn;
            header = right;
        }
        file.force(metadata);
    }

    @Override
    public long size() throws IOException {
        return file.size();
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
