package io.quotewire.store.history.journal;

import io.quotewire.model.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a journal, whatever has become of it. One thread. */
public final class JournalReader {
    private static final int LONGEST_BLOCK = 64 << 20;
    private static final int WINDOW = 1 << 16;

    private final FileChannel channel;
    private final Consumer<Row> rows;
    private final Map<String, Topic> topics = new HashMap<>();
    private long at = Journal.BEGINNING.length;
    private long sound;
    private int blocks;
    private int altered;

    /**
     * What was in a file.
     *
     * @param blocks that came out
     * @param altered places where something does not, with a sound block behind it
     * @param tail bytes behind the last sound block, as a crash may leave them
     */
    public record Found(int blocks, int altered, long tail) {}

    private JournalReader(FileChannel channel, Consumer<Row> rows) {
        this.channel = channel;
        this.rows = rows;
    }

    /** Hands on the rows of all blocks that are as they were written, in their order. */
    public static Found read(Path file, Consumer<Row> rows) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new JournalReader(channel, rows).read();
        }
    }

    private Found read() throws IOException {
        boolean begins = Arrays.equals(bytes(0, Journal.BEGINNING.length).array(), Journal.BEGINNING);
        boolean broken = !begins;
        int next = 0;
        while (at < channel.size()) {
            ByteBuffer block = block();
            if (block == null) {
                broken = true;
                at = nextMark(at + 1);
                continue;
            }
            int number = block.getInt(4);
            if (broken || number != next) {
                altered++;
            }
            broken = false;
            next = number + 1;
            blocks++;
            at += block.limit();
            sound = at;
            RowDecoder.read(block.position(Journal.HEAD), topics, rows);
        }
        return new Found(blocks, altered, blocks == 0 && begins ? tail() : channel.size() - sound);
    }

    private long tail() throws IOException {
        return Math.max(0, channel.size() - Journal.BEGINNING.length);
    }

    /** The block that begins here, or null where none that is sound does. */
    private @Nullable ByteBuffer block() throws IOException {
        ByteBuffer head = bytes(at, Journal.HEAD);
        if (head.limit() < Journal.HEAD || head.getInt(0) != Journal.MARK) {
            return null;
        }
        int length = head.getInt(Journal.LENGTH_AT);
        if (length < 1 || length > LONGEST_BLOCK || at + Journal.HEAD + length > channel.size()) {
            return null;
        }
        ByteBuffer block = bytes(at, Journal.HEAD + length);
        boolean whole = block.limit() == Journal.HEAD + length;
        return whole && block.getInt(Journal.CRC_AT) == Journal.checksum(block) ? block : null;
    }

    /** Where something that looks like a block begins; the end where nothing does. */
    private long nextMark(long from) throws IOException {
        for (long start = from; start < channel.size(); start += WINDOW - Integer.BYTES + 1) {
            ByteBuffer window = bytes(start, WINDOW);
            for (int i = 0; i + Integer.BYTES <= window.limit(); i++) {
                if (window.getInt(i) == Journal.MARK) {
                    return start + i;
                }
            }
        }
        return channel.size();
    }

    /** So many bytes, or as many as there are. */
    private ByteBuffer bytes(long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, from + bytes.position());
        }
        return bytes.flip();
    }
}
