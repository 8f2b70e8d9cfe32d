package io.quotewire.lab.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several readers as one, by receive time; of equal times the earlier reader's first.
 *
 * <p><b>Threads:</b> one.
 */
final class Merge implements FrameReader {
    private final List<FrameReader> readers;
    /** The next frame of each reader, null where it has ended. */
    private final List<@Nullable Frame> heads = new ArrayList<>();

    /** Takes over the readers: they are closed with this one. */
    Merge(List<FrameReader> readers) throws IOException {
        this.readers = readers;
        for (FrameReader reader : readers) {
            heads.add(reader.next());
        }
    }

    @Override
    public @Nullable Frame next() throws IOException {
        int earliest = -1;
        Frame found = null;
        for (int i = 0; i < heads.size(); i++) {
            Frame head = heads.get(i);
            if (head != null && (found == null || head.recvNs() < found.recvNs())) {
                found = head;
                earliest = i;
            }
        }
        if (found != null) {
            heads.set(earliest, readers.get(earliest).next());
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (FrameReader reader : readers) {
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
