package io.quotewire.lab.tape;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder into which somebody may be recording, held open: what is completed, or deleted as the oldest of its ring, can be
 * read on.
 *
 * <p><b>Threads:</b> one.
 */
final class Readers implements Closeable {
    private final List<Found> found = new ArrayList<>();

    private record Found(TapeReader reader, TapeReader.Span span) {}

    private Readers() {}

    /**
     * Opens all that have a record.
     *
     * @param damages told of what is altered; that the files which are being written have no end yet is none
     */
    static Readers of(Path folder, Consumer<Damage> damages) throws IOException {
        Readers readers = new Readers();
        Set<Path> wholes = new LinkedHashSet<>(); // One that is completed just now may be seen under both its names.
        Reel.files(folder).forEach(file -> wholes.add(Reel.whole(file)));
        try {
            for (Path whole : wholes) {
                readers.add(whole, damages);
            }
            return readers;
        } catch (IOException e) {
            readers.close();
            throw e;
        }
    }

    private void add(Path whole, Consumer<Damage> damages) throws IOException {
        TapeReader reader = open(whole, damages);
        TapeReader.Span span = reader == null ? null : reader.span();
        if (reader != null && span != null) {
            found.add(new Found(reader, span));
        } else if (reader != null) {
            reader.close();
        }
    }

    /** Under the name that it has now; null where it has been deleted, or has nothing in it yet. */
    private static @Nullable TapeReader open(Path whole, Consumer<Damage> damages) throws IOException {
        Path part = Reel.part(whole);
        Consumer<Damage> real = damage -> {
            if (!damage.tail()) {
                damages.accept(damage);
            }
        };
        try {
            return TapeReader.open(part, real);
        } catch (NoSuchFileException e) {
            return whole(whole, damages);
        } catch (NotATape e) {
            if (Files.exists(part) && Files.size(part) == 0) {
                return null; // Made, and not yet begun.
            }
            throw e;
        }
    }

    private static @Nullable TapeReader whole(Path file, Consumer<Damage> damages) throws IOException {
        try {
            return TapeReader.open(file, damages);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Those that go back no further than that from the newest record of all. */
    List<TapeReader> newest(long spanUs) {
        long newestUs = found.stream().mapToLong(one -> one.span.lastUs()).max().orElse(0);
        return found.stream()
                .filter(one -> one.span.lastUs() >= newestUs - spanUs)
                .map(Found::reader)
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (Found one : found) {
            one.reader.close();
        }
    }
}
