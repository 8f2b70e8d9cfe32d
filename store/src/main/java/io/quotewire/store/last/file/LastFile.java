package io.quotewire.store.last.file;

import io.quotewire.model.Topic;
import io.quotewire.store.embedded.PrivateFiles;
import io.quotewire.store.last.value.BadValue;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusal;
import io.quotewire.store.last.value.Refusals;
import io.quotewire.store.last.value.ValueCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that is replaced as a whole. What it holds is in memory, too. */
public final class LastFile implements Place {
    /** Before each value. */
    static final int MARK = 0x51_77_4c_76;

    private static final int PREFIX = 2 * Integer.BYTES;

    /** A file that was written with a greater bound is not thrown away. */
    private static final long LEAST_MOST_BYTES = 64L << 20;

    private final Path file;
    private final long mostBytes;
    private final Map<Topic, Held> held = new LinkedHashMap<>();
    private boolean unread;

    /**
     * A value as it stands in the file.
     *
     * @param bytes as the codec has made them
     */
    private record Held(LastValue value, ByteBuffer bytes) {}

    /**
     * A file that need not be there yet.
     *
     * @param most values that are ever written to it; a file that is larger than they can be is not ours
     */
    public LastFile(Path file, int most) {
        this.file = file;
        this.mostBytes = Math.max(LEAST_MOST_BYTES, (long) most * (ValueCodec.MOST_BYTES + PREFIX));
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Collection<LastValue> read(Refusals refusals) throws IOException {
        unread = true;
        if (Files.exists(file)) {
            if (Files.size(file) > Math.min(mostBytes, Integer.MAX_VALUE - PREFIX)) {
                refusals.count(Refusal.SIZE);
            } else {
                scan(ByteBuffer.wrap(Files.readAllBytes(file)), refusals);
            }
        }
        unread = false;
        return held.values().stream().map(Held::value).toList();
    }

    /** Behind what is no value the next mark is looked for; however far that is, it is one refusal. */
    private void scan(ByteBuffer bytes, Refusals refusals) {
        boolean lost = false;
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            Refusal refusal = take(bytes);
            if (refusal == null) {
                lost = false;
                continue;
            }
            if (!lost) {
                refusals.count(refusal);
            }
            lost = true;
            bytes.position(start + 1);
        }
    }

    /** Takes in the value that begins here; where none does, why not. */
    private @Nullable Refusal take(ByteBuffer bytes) {
        byte[] value = next(bytes);
        if (value == null) {
            return Refusal.GARBAGE;
        }
        try {
            hold(ValueCodec.decode(value), value);
            return null;
        } catch (BadValue e) {
            return e.refusal();
        }
    }

    /** What stands behind the mark at this place, null where there is none. */
    private static byte @Nullable [] next(ByteBuffer bytes) {
        if (bytes.remaining() < PREFIX || bytes.getInt() != MARK) {
            return null;
        }
        int length = bytes.getInt();
        if (length <= 0 || length > Math.min(ValueCodec.MOST_BYTES, bytes.remaining())) {
            return null;
        }
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    private void hold(LastValue value, byte[] bytes) {
        Held before = held.get(value.topic());
        if (before == null || value.isNewerThan(before.value())) {
            held.put(value.topic(), new Held(value, ByteBuffer.wrap(bytes)));
        }
    }

    @Override
    public void drop(LastValue read) {
        held.remove(read.topic());
    }

    @Override
    public void write(Collection<LastValue> values, Refusals refusals) throws IOException {
        if (unread) {
            read(refusals); // What is there and could not be read is not replaced.
        }
        for (LastValue value : values) {
            try {
                hold(value, ValueCodec.encode(value));
            } catch (BadValue e) {
                refusals.count(e.refusal());
            }
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            writeWhole(temporary);
            PrivateFiles.replace(temporary, file);
        } catch (IOException e) {
            discard(temporary, e);
            throw e;
        }
    }

    private void writeWhole(Path temporary) throws IOException {
        long size = held.values().stream()
                .mapToLong(each -> PREFIX + each.bytes().remaining())
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
        for (Held each : held.values()) {
            bytes.putInt(MARK).putInt(each.bytes().remaining()).put(each.bytes().duplicate());
        }
        bytes.flip();
        try (FileChannel out = PrivateFiles.create(temporary)) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /** On a disk that is full it would keep the room that is wanted. */
    private static void discard(Path temporary, IOException why) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        held.clear();
    }
}
