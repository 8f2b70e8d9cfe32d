package io.quotewire.lab.capture;

import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.StreamKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of one frame a line. */
final class JsonlFile {
    /** How many lines are looked at to find the venue by the frames' shape. */
    private static final int SHAPE_LINES = 100;

    private JsonlFile() {}

    static List<Part> scan(Path file, boolean timed) throws IOException {
        Path times = Times.beside(file);
        if (times == null && timed) {
            throw new BadCapture(
                    file,
                    "no receive times beside it, %s[.gz] is missing: without it this file can only be played flat out"
                            .formatted(Times.plain(file).getFileName()));
        }
        Stage stage = stage(file);
        Tally tally = new Tally();
        try (Reader reader = new Reader(file, times, stage, tally)) {
            while (reader.next() != null) {
                // The tally is what is wanted.
            }
        }
        return List.of(
                new Part(file, stage, tally, Map.of(), Set.of(), () -> new Reader(file, times, stage, new Tally())));
    }

    private static Stage stage(Path file) throws IOException {
        Stage named = Stages.byFolder(String.valueOf(Part.home(file).getFileName()));
        if (named != null) {
            return named;
        }
        try (Lines lines = Lines.open(file)) {
            for (byte[] line = lines.next(); line != null && lines.number() <= SHAPE_LINES; line = lines.next()) {
                Stage shaped = Stages.byFrame(line);
                if (shaped != null) {
                    return shaped;
                }
            }
        }
        throw new BadCapture(
                file,
                "unknown venue: neither the folder VENUE/CHANNEL/ that it lies in nor the shape of its frames is of "
                        + Stages.names());
    }

    /** Frames with their times; whatever is no market data is counted and left out. */
    private static final class Reader implements FrameReader {
        private final Lines lines;
        private final Times times;
        private final Stage stage;
        private final Tally tally;

        Reader(Path file, @Nullable Path times, Stage stage, Tally tally) throws IOException {
            this.lines = Lines.open(file);
            this.stage = stage;
            this.tally = tally;
            try {
                this.times = Times.open(times);
            } catch (IOException e) {
                lines.close();
                throw e;
            }
        }

        @Override
        public @Nullable Frame next() throws IOException {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                long recvNs = times.nextNs(lines);
                StreamKey key = stage.key(line);
                if (key != null) {
                    tally.frame(key, recvNs, lines::bad);
                    return new Frame(recvNs, key, line);
                }
                tally.other();
            }
            times.end(lines);
            return null;
        }

        @Override
        public void close() throws IOException {
            try (lines) {
                times.close();
            }
        }
    }
}
