package io.quotewire.store.history.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** A journal that is being written. After a call has failed the file is not to be trusted beyond the last {@link #commit}. One thread. */
public final class Journal implements AutoCloseable {
    /** What the file begins with. */
    static final byte[] BEGINNING = "QWJRNL01".getBytes(StandardCharsets.US_ASCII);

    /** What each block begins with. */
    static final int MARK = 0xB10C_51AB;

    /** Mark, number, length of what follows, checksum. */
    static final int HEAD = 16;

    static final int LENGTH_AT = 8;
    static final int CRC_AT = 12;

    /** A block is closed when it is longer; a reader believes in none that is much longer. */
    static final int BLOCK = 1 << 20;

    private final Path file;
    private final Disk.Out out;
    private final RowEncoder rows = new RowEncoder();
    private final ByteSink block = new ByteSink();
    private long size;
    private int blocks;

    private Journal(Path file, Disk.Out out) {
        this.file = file;
        this.out = out;
    }

    /** Makes a new file; one of that name from a time before is gone. */
    public static Journal create(Disk disk, Path file) throws IOException {
        Journal journal = new Journal(file, disk.create(file));
        try {
            journal.out.write(ByteBuffer.wrap(BEGINNING));
            journal.size = BEGINNING.length;
            return journal;
        } catch (IOException e) {
            journal.close();
            throw e;
        }
    }

    public Path file() {
        return file;
    }

    /** Bytes that were written. */
    public long size() {
        return size;
    }

    /** Adds a row, which is on disk after the next {@link #commit}. */
    public void put(Row row) throws IOException {
        rows.put(row);
        if (rows.size() > BLOCK) {
            write();
        }
    }

    /** Returns when all rows are on disk. */
    public void commit() throws IOException {
        if (!rows.isEmpty()) {
            write();
        }
        out.force();
    }

    private void write() throws IOException {
        block.clear();
        block.skip(HEAD);
        rows.moveTo(block);
        ByteBuffer bytes = block.buffer();
        bytes.putInt(0, MARK);
        bytes.putInt(4, blocks);
        bytes.putInt(LENGTH_AT, bytes.limit() - HEAD);
        bytes.putInt(CRC_AT, checksum(bytes));
        blocks++;
        size += bytes.limit();
        out.write(bytes);
    }

    /** Of a block with its head, in which the place for the checksum is left out. */
    static int checksum(ByteBuffer block) {
        CRC32C crc = new CRC32C();
        crc.update(block.duplicate().position(0).limit(CRC_AT));
        crc.update(block.duplicate().position(HEAD));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
