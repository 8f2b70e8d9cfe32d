package io.quotewire.lab.tape;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several files as one, by time; of equal times the earlier file's first. Within a file the order is never changed: a time that goes
 * back counts as the one before it. A file is held open from its first record to its last.
 *
 * <p><b>Threads:</b> one.
 */
public final class TapeMerge implements Closeable {
    private static final int MOST_FILES = 1_000;

    private final List<Path> files;
    private final Consumer<Damage> damages;
    private final List<TapeReader> readers = new ArrayList<>();
    private final PriorityQueue<Head> heads = new PriorityQueue<>();

    private TapeMerge() {
        this.files = List.of();
        this.damages = damage -> {};
    }

    /**
     * Looks into the files.
     *
     * @param damages told of what is cut or altered
     * @throws IOException if one cannot be read, or is none
     */
    public TapeMerge(List<Path> files, Consumer<Damage> damages) throws IOException {
        if (files.size() > MOST_FILES) {
            throw new IOException("%d files at once, at most %d can be read".formatted(files.size(), MOST_FILES));
        }
        this.files = List.copyOf(files);
        this.damages = damages;
        for (int rank = 0; rank < files.size(); rank++) {
            try (TapeReader reader = TapeReader.open(files.get(rank), damage -> {})) {
                TapeReader.Span span = reader.span();
                heads.add(new Head(span == null ? Long.MAX_VALUE : span.firstUs(), rank, null, null));
            }
        }
    }

    /** Files that are open already, and are closed with this. */
    static TapeMerge of(List<TapeReader> open) throws IOException {
        TapeMerge merge = new TapeMerge();
        merge.readers.addAll(open);
        for (int rank = 0; rank < open.size(); rank++) {
            merge.push(open.get(rank), rank, Long.MIN_VALUE);
        }
        return merge;
    }

    /** The next record of one file; of one that has not been opened again, what its first may be. */
    private record Head(
            long timeUs,
            int rank,
            @Nullable TapeReader reader,
            @Nullable TapeRecord record) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            int byTime = Long.compare(timeUs, other.timeUs);
            return byTime != 0 ? byTime : Integer.compare(rank, other.rank);
        }
    }

    private void push(TapeReader reader, int rank, long notBeforeUs) throws IOException {
        TapeRecord next = reader.next();
        if (next == null) {
            reader.close();
            readers.remove(reader);
        } else {
            heads.add(new Head(Math.max(notBeforeUs, next.timeUs()), rank, reader, next));
        }
    }

    /** The next record, null at the end. */
    public @Nullable TapeRecord next() throws IOException {
        for (Head first = heads.poll(); first != null; first = heads.poll()) {
            if (first.reader != null) {
                push(first.reader, first.rank, first.timeUs);
                return first.record;
            }
            TapeReader reader = TapeReader.open(files.get(first.rank), damages);
            readers.add(reader);
            push(reader, first.rank, Long.MIN_VALUE);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (TapeReader reader : readers) {
            try {
                reader.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
