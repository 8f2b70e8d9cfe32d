package io.quotewire.lab.tape;

import io.quotewire.lab.tape.TapeFormat.Block;
import io.quotewire.lab.tape.TapeFormat.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one file, from its header to its index.
 *
 * <p>What cannot be written is kept and can be tried again; whatever of it has reached the file is cut off before.
 *
 * <p><b>Threads:</b> one.
 */
final class TapeWriter {
    private static final SecureRandom SALTS = new SecureRandom();

    private final Medium.Output out;
    private final long salt = SALTS.nextLong();
    private final List<Entry> index = new ArrayList<>();
    private final Pending pending = new Pending();
    private long written;
    private boolean torn;
    private boolean ended;

    /** @throws IOException if the file cannot be made */
    TapeWriter(Medium medium, Path file, TapeHeader header) throws IOException {
        this.out = medium.create(file);
        try {
            write(TapeFormat.header(header, salt));
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    /** The block that is being gathered. */
    private static final class Pending extends ByteArrayOutputStream {
        private int records;
        private long firstUs = Long.MAX_VALUE;
        private long lastUs = Long.MIN_VALUE;

        void add(TapeRecord record) {
            writeBytes(TapeFormat.record(record));
            records++;
            firstUs = Math.min(firstUs, record.timeUs());
            lastUs = Math.max(lastUs, record.timeUs());
        }

        byte[] packed() {
            return TapeFormat.pack(buf, count);
        }

        void clear() {
            reset();
            records = 0;
            firstUs = Long.MAX_VALUE;
            lastUs = Long.MIN_VALUE;
        }
    }

    /** Gathers; {@link #flush} writes. */
    void add(TapeRecord record) {
        pending.add(record);
    }

    /** Bytes that are gathered and not written. */
    int gathered() {
        return pending.size();
    }

    /** Bytes of the file. */
    long written() {
        return written;
    }

    /** Writes what is gathered as one block. */
    void flush() throws IOException {
        if (pending.size() == 0) {
            return;
        }
        Entry entry = new Entry(written, pending.firstUs, pending.lastUs);
        write(block(TapeFormat.DATA, pending.packed(), pending.size(), pending.records, entry));
        index.add(entry);
        pending.clear();
    }

    void force() throws IOException {
        out.force();
    }

    /** Writes what is gathered, the index and the end; the file is on disk then. Nothing is added once this was tried. */
    void finish() throws IOException {
        flush();
        if (!index.isEmpty() && !ended) {
            long indexAt = written;
            byte[] plain = plainIndex();
            Entry span = new Entry(
                    indexAt, index.getFirst().firstUs(), index.getLast().lastUs());
            byte[] block =
                    block(TapeFormat.INDEX, TapeFormat.pack(plain, plain.length), plain.length, index.size(), span);
            byte[] end = TapeFormat.trailer(indexAt, salt);
            write(ByteBuffer.allocate(block.length + end.length)
                    .put(block)
                    .put(end)
                    .array());
            ended = true;
        }
        out.force();
        out.close();
    }

    /** Closes the file as it is. */
    void abandon() throws IOException {
        out.close();
    }

    private byte[] plainIndex() {
        int most = Math.min(index.size(), TapeFormat.MAX_PLAIN / Entry.BYTES);
        ByteBuffer plain = ByteBuffer.allocate(most * Entry.BYTES);
        for (Entry entry : index.subList(0, most)) {
            plain.putLong(entry.offset()).putLong(entry.firstUs()).putLong(entry.lastUs());
        }
        return plain.array();
    }

    private byte[] block(int magic, byte[] packed, int plain, int records, Entry span) {
        int sum = TapeFormat.sumOf(packed, 0, packed.length);
        byte[] header =
                new Block(magic, packed.length, plain, records, span.firstUs(), span.lastUs(), salt, sum).bytes();
        return ByteBuffer.allocate(header.length + packed.length)
                .put(header)
                .put(packed)
                .array();
    }

    private void write(byte[] bytes) throws IOException {
        if (torn) {
            out.cut(written);
        }
        torn = true;
        out.write(bytes);
        torn = false;
        written += bytes.length;
    }
}
