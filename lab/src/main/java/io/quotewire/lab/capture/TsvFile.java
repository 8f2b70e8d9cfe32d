package io.quotewire.lab.capture;

import io.quotewire.lab.capture.TsvLines.Direction;
import io.quotewire.lab.capture.TsvLines.Entry;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.StreamKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of whole connections, of one venue or several.
 *
 * <p><b>Threads:</b> one.
 */
final class TsvFile {
    private static final String GET = "GET ";

    private final Path file;
    private final Map<Stage, Tally> tallies = new LinkedHashMap<>();
    private final Map<Stage, Map<String, byte[]>> lists = new HashMap<>();
    /** Path of the REST request whose answer has not come yet, empty for none. */
    private String asked = "";

    private TsvFile(Path file) {
        this.file = file;
    }

    static List<Part> scan(Path file) throws IOException {
        TsvFile found = new TsvFile(file);
        try (TsvLines lines = new TsvLines(file)) {
            for (Entry entry = lines.next(); entry != null; entry = lines.next()) {
                found.take(entry, lines.lines());
            }
        }
        return found.parts();
    }

    private void take(Entry entry, Lines where) throws BadCapture {
        Stage stage = entry.stage;
        if (stage == null) {
            rest(entry, where);
            return;
        }
        Tally tally = tallies.computeIfAbsent(stage, any -> new Tally());
        StreamKey key = keyOf(stage, entry);
        if (key == null) {
            tally.other();
        } else {
            tally.frame(key, entry.recvNs, where::bad);
        }
    }

    private static @Nullable StreamKey keyOf(Stage stage, Entry entry) {
        return stage.equals(entry.stage) && entry.direction == Direction.RECEIVED ? stage.key(entry.payload) : null;
    }

    private void rest(Entry entry, Lines where) throws BadCapture {
        if (entry.direction == Direction.SENT) {
            String request = new String(entry.payload, StandardCharsets.UTF_8);
            if (!request.startsWith(GET)) {
                throw where.bad("a REST request is 'GET /path', was '" + request + "'");
            }
            asked = request.substring(GET.length());
            return;
        }
        for (Stage stage : Stages.ALL) {
            String list = stage.list(asked);
            if (list != null) {
                lists.computeIfAbsent(stage, any -> new HashMap<>()).put(list, entry.payload);
            }
        }
        asked = "";
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        tallies.forEach((stage, tally) -> parts.add(new Part(
                file, stage, tally, lists.getOrDefault(stage, Map.of()), Set.of(), () -> new Reader(file, stage))));
        return parts;
    }

    /** The frames of one venue. */
    private static final class Reader implements FrameReader {
        private final TsvLines lines;
        private final Stage stage;

        Reader(Path file, Stage stage) throws IOException {
            this.lines = new TsvLines(file);
            this.stage = stage;
        }

        @Override
        public @Nullable Frame next() throws IOException {
            for (Entry entry = lines.next(); entry != null; entry = lines.next()) {
                StreamKey key = keyOf(stage, entry);
                if (key != null) {
                    return new Frame(entry.recvNs, key, entry.payload);
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
