package io.quotewire.lab.tape;

import io.quotewire.lab.tape.TapeRecord.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rings of a flight recorder as one file. Reads only, also beside the gateway that writes.
 *
 * <p><b>Threads:</b> one.
 */
public final class FlightDump {
    private final Map<String, byte[]> lists = new HashMap<>();
    private final TapeWriter writer;
    private long records;
    private long firstUs;
    private long lastUs;

    private FlightDump(TapeWriter writer) {
        this.writer = writer;
    }

    /** What was found. */
    public record Dumped(long records, long bytes, long firstUs, long lastUs) {}

    /**
     * Writes the newest of it to a file.
     *
     * @param last how far back from the newest record; whole files of the ring are taken, so it may be a little more
     * @param damages told of what is altered; that the files which are being written have no end yet is none
     * @return null where the folder has no record
     * @throws FileAlreadyExistsException if {@code out} is there
     * @throws NoSuchFileException if the folder is not
     * @throws IOException if that cannot be read, or this cannot be written
     */
    public static @Nullable Dumped write(
            Path folder, Duration last, Path out, Map<String, String> about, Consumer<Damage> damages)
            throws IOException {
        if (Files.exists(out)) {
            throw new FileAlreadyExistsException(out.toString());
        }
        try (Readers found = Readers.of(folder, damages)) {
            List<TapeReader> newest = found.newest(last.toNanos() / 1_000);
            return newest.isEmpty() ? null : write(newest, out, about);
        }
    }

    private static Dumped write(List<TapeReader> found, Path out, Map<String, String> about) throws IOException {
        Path part = out.resolveSibling(out.getFileName() + ".part");
        TapeWriter writer =
                new TapeWriter(Medium.DISK, part, new TapeHeader(System.currentTimeMillis() * 1_000, about));
        try {
            FlightDump dump = new FlightDump(writer);
            dump.copy(found);
            writer.finish();
            Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
            return new Dumped(dump.records, writer.written(), dump.firstUs, dump.lastUs);
        } catch (IOException e) {
            writer.abandon();
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private void copy(List<TapeReader> found) throws IOException {
        try (TapeMerge merge = TapeMerge.of(found)) {
            for (TapeRecord record = merge.next(); record != null; record = merge.next()) {
                if (!isKnown(record)) {
                    take(record);
                }
            }
        }
    }

    private void take(TapeRecord record) throws IOException {
        writer.add(record);
        if (writer.gathered() >= TapeFormat.BLOCK) {
            writer.flush();
        }
        firstUs = records == 0 ? record.timeUs() : Math.min(firstUs, record.timeUs());
        lastUs = Math.max(lastUs, record.timeUs());
        records++;
    }

    /** Each file of a ring begins with the list of its venue; once is enough. */
    private boolean isKnown(TapeRecord record) {
        if (record.kind() != Kind.ANSWERED || !record.carried()) {
            return false;
        }
        byte[] before = lists.put(record.venue() + " " + record.head(), record.body());
        return before != null && Arrays.equals(before, record.body());
    }
}
