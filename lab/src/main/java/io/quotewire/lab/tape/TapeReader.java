package io.quotewire.lab.tape;

import io.quotewire.lab.tape.TapeFormat.Block;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file from its beginning, a block at a time. A file that is still being written is read as far as it was when it was
 * opened.
 *
 * <p><b>Threads:</b> one.
 */
public final class TapeReader implements Closeable {
    /** Where a header is damaged, the first block is looked for so far. */
    private static final long FIRST_BLOCK_WITHIN = 1 << 20;

    private static final int WINDOW = 64 << 10;

    private final Path file;
    private final FileChannel channel;
    private final Consumer<Damage> damages;
    private final long end;
    private TapeHeader header = new TapeHeader(0, Map.of());
    private long salt;
    private boolean salted;
    private long at;
    private Iterator<TapeRecord> block = Collections.emptyIterator();

    private TapeReader(Path file, FileChannel channel, Consumer<Damage> damages) throws IOException {
        this.file = file;
        this.channel = channel;
        this.damages = damages;
        this.end = channel.size();
    }

    /**
     * Opens a file.
     *
     * @param damages told of what is cut or altered, as it is met
     * @throws NotATape if it is something else
     * @throws IOException if it cannot be read
     */
    public static TapeReader open(Path file, Consumer<Damage> damages) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            TapeReader reader = new TapeReader(file, channel, damages);
            reader.begin();
            return reader;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void begin() throws IOException {
        if (!readHeader()) {
            long first = find(0, Math.min(end, FIRST_BLOCK_WITHIN));
            boolean ours = end >= Long.BYTES && number(0) == TapeFormat.MAGIC;
            if (first < 0 && !ours) {
                throw new NotATape(
                        file, "is no recording of quotewire: neither its beginning nor a block of it was found");
            }
            damages.accept(new Damage(file, 0, false, "the header of the file is cut or altered"));
            at = first < 0 ? end : first;
        }
    }

    private boolean readHeader() throws IOException {
        int fixed = TapeFormat.FILE_HEADER;
        if (end < fixed + 4) {
            return false;
        }
        int length = ByteBuffer.wrap(bytes(0, fixed)).getInt(fixed - 4);
        if (length < 0 || length > TapeFormat.MAX_ABOUT || end < fixed + length + 4L) {
            return false;
        }
        byte[] bytes = bytes(0, fixed + length + 4);
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        if (whole.getLong(0) != TapeFormat.MAGIC
                || whole.getInt(fixed + length) != TapeFormat.sumOf(bytes, 0, fixed + length)) {
            return false;
        }
        if (whole.getInt(8) != TapeFormat.VERSION) {
            throw new NotATape(
                    file,
                    "is of form %d, and this program reads form %d".formatted(whole.getInt(8), TapeFormat.VERSION));
        }
        salt = whole.getLong(12);
        salted = true;
        String about = new String(bytes, fixed, length, StandardCharsets.UTF_8);
        header = new TapeHeader(whole.getLong(20), TapeFormat.about(about));
        at = fixed + length + 4L;
        return true;
    }

    /** What the file says of itself; empty where that is damaged. */
    public TapeHeader header() {
        return header;
    }

    /** The next record, null at the end. */
    public @Nullable TapeRecord next() throws IOException {
        while (!block.hasNext()) {
            if (at >= end) {
                return null;
            }
            advance();
        }
        return block.next();
    }

    /**
     * The times of the file's first record and its last, as its index says, or its blocks where that is missing; null where it has
     * no record. What is read next is not changed by this.
     */
    public @Nullable Span span() throws IOException {
        Span span = indexed();
        return span != null ? span : scanned();
    }

    /** From the first record to the last, in microseconds since 1970 UTC. */
    public record Span(long firstUs, long lastUs) {}

    /** From the index alone, whose header has the times of all; null where it cannot be relied on. */
    private @Nullable Span indexed() throws IOException {
        long trailerAt = end - TapeFormat.TRAILER;
        if (trailerAt < 0 || !isTrailer(trailerAt)) {
            return null;
        }
        long indexAt = number(trailerAt + 4);
        if (indexAt < 0 || indexAt >= trailerAt) {
            return null;
        }
        Block index = header(indexAt);
        return index == null || index.magic() != TapeFormat.INDEX || behind(indexAt, index) != trailerAt
                ? null
                : new Span(index.firstUs(), index.lastUs());
    }

    private @Nullable Span scanned() throws IOException {
        long firstUs = Long.MAX_VALUE;
        long lastUs = Long.MIN_VALUE;
        for (long place = at; place >= 0 && place < end; ) {
            Block found = header(place);
            boolean isWhole = found != null && behind(place, found) <= end; // A torn one is not read, either.
            if (found != null && isWhole && found.magic() == TapeFormat.DATA) {
                firstUs = Math.min(firstUs, found.firstUs());
                lastUs = Math.max(lastUs, found.lastUs());
            }
            place = found == null ? find(place + 1, end) : behind(place, found);
        }
        return firstUs > lastUs ? null : new Span(firstUs, lastUs);
    }

    /** Takes in the next block, or what stands in the place of one. */
    private void advance() throws IOException {
        Block found = header(at);
        if (found == null) {
            skip();
            return;
        }
        long from = at;
        at = behind(from, found);
        if (at > end) {
            damages.accept(new Damage(file, from, true, "cut within a block of " + found.records() + " records"));
            at = end;
            return;
        }
        byte[] packed = bytes(from + TapeFormat.BLOCK_HEADER, found.packed());
        if (TapeFormat.sumOf(packed, 0, packed.length) != found.sum()) {
            lose(from, found, "its checksum is another");
        } else if (found.magic() == TapeFormat.DATA) {
            take(from, found, packed);
        }
    }

    private void take(long from, Block found, byte[] packed) {
        byte[] plain = TapeFormat.unpack(packed, found.plain());
        if (plain == null) {
            lose(from, found, "it cannot be unpacked");
            return;
        }
        try {
            block = TapeFormat.records(plain, found).iterator();
        } catch (IllegalArgumentException e) {
            lose(from, found, String.valueOf(e.getMessage()));
        }
    }

    private void lose(long from, Block found, String why) {
        String what = found.magic() == TapeFormat.DATA
                ? "a block of %d records is left out, %s".formatted(found.records(), why)
                : "the index is not used, " + why;
        damages.accept(new Damage(file, from, false, what));
    }

    /** Goes on at the next block, over bytes that are none. */
    private void skip() throws IOException {
        if (end - at == TapeFormat.TRAILER && isTrailer(at)) {
            at = end;
            return;
        }
        long next = find(at + 1, end);
        long behind = next < 0 ? end : next;
        String what = (behind - at) + " bytes that are no block" + (next < 0 ? ", up to the end of the file" : "");
        damages.accept(new Damage(file, at, next < 0, what));
        at = behind;
    }

    private static long behind(long place, Block block) {
        return place + TapeFormat.BLOCK_HEADER + block.packed();
    }

    private boolean isTrailer(long place) throws IOException {
        byte[] bytes = bytes(place, TapeFormat.TRAILER);
        ByteBuffer trailer = ByteBuffer.wrap(bytes);
        int own = TapeFormat.TRAILER - 4;
        return trailer.getInt(0) == TapeFormat.END
                && trailer.getInt(own) == TapeFormat.sumOf(bytes, 0, own)
                && (!salted || trailer.getLong(12) == salt);
    }

    /** The header of a block that begins there; null where there is none of this file. */
    private @Nullable Block header(long place) throws IOException {
        return end - place < TapeFormat.BLOCK_HEADER
                ? null
                : ours(Block.read(bytes(place, TapeFormat.BLOCK_HEADER), 0));
    }

    /** The first block tells the salt of a file that has lost its header. */
    private @Nullable Block ours(@Nullable Block found) {
        if (found == null || (salted && found.salt() != salt)) {
            return null;
        }
        salt = found.salt();
        salted = true;
        return found;
    }

    /** Where the next block begins, from {@code place} on and before {@code limit}; -1 for nowhere. */
    private long find(long place, long limit) throws IOException {
        for (long window = place; window + TapeFormat.BLOCK_HEADER <= limit; window += WINDOW) {
            int length = (int) Math.min(WINDOW + TapeFormat.BLOCK_HEADER - 1L, limit - window);
            byte[] bytes = bytes(window, length);
            ByteBuffer numbers = ByteBuffer.wrap(bytes);
            for (int i = 0; i + TapeFormat.BLOCK_HEADER <= length; i++) {
                int magic = numbers.getInt(i);
                if ((magic == TapeFormat.DATA || magic == TapeFormat.INDEX) && ours(Block.read(bytes, i)) != null) {
                    return window + i;
                }
            }
        }
        return -1;
    }

    private long number(long place) throws IOException {
        return ByteBuffer.wrap(bytes(place, Long.BYTES)).getLong();
    }

    private byte[] bytes(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (channel.read(rest, from + rest.position()) < 0) {
                throw new EOFException(file + " has become shorter while it was read");
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
