package io.quotewire.lab.capture;

import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.lab.tape.Damage;
import io.quotewire.lab.tape.NotATape;
import io.quotewire.lab.tape.TapeReader;
import io.quotewire.lab.tape.TapeRecord;
import io.quotewire.lab.tape.TapeRecord.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that a recorder wrote, of one venue or several.
 *
 * <p><b>Threads:</b> one.
 */
final class QwrFile {
    private static final Logger LOG = LoggerFactory.getLogger(QwrFile.class);
    private static final int MAX_PATHS = 10_000;
    private static final int MOST_TOLD = 20;
    private static final int OK = 200;

    private final Path file;
    private final Map<String, Stage> venues = new HashMap<>();
    private final Map<Stage, Tally> tallies = new LinkedHashMap<>();
    private final Map<Stage, Map<String, byte[]>> lists = new HashMap<>();
    private final Map<Stage, Set<String>> answers = new HashMap<>();
    private int damages;

    private QwrFile(Path file) {
        this.file = file;
        Stages.ALL.forEach(stage -> venues.put(stage.profile().venue(), stage));
    }

    static List<Part> scan(Path file) throws IOException {
        QwrFile found = new QwrFile(file);
        try (TapeReader reader = TapeReader.open(file, found::tell)) {
            for (TapeRecord record = reader.next(); record != null; record = reader.next()) {
                found.take(record);
            }
        } catch (NotATape e) {
            throw new BadCapture(file, "is no recording, in spite of its name", e);
        }
        return found.parts();
    }

    private void tell(Damage damage) {
        damages++;
        if (damages <= MOST_TOLD) {
            LOG.atWarn()
                    .addKeyValue("file", damage.file())
                    .addKeyValue("offset", damage.offset())
                    .addKeyValue("what", damage.what())
                    .log("a recording is damaged, the rest is played");
        }
    }

    private void take(TapeRecord record) throws BadCapture {
        Stage stage = venues.get(record.venue());
        if (stage == null) {
            return; // A venue that a later program knows.
        }
        Tally tally = tallies.computeIfAbsent(stage, _ -> new Tally());
        StreamKey key = record.kind() == Kind.RECEIVED ? stage.key(record.body()) : null;
        if (key != null) {
            tally.frame(key, record.timeUs() * 1_000, why -> new BadCapture(file, why));
            return;
        }
        tally.other();
        if (record.kind() == Kind.ANSWERED && record.number() == OK) {
            answered(stage, record);
        }
    }

    private void answered(Stage stage, TapeRecord record) {
        String list = stage.list(record.head());
        Set<String> paths = answers.computeIfAbsent(stage, _ -> new HashSet<>());
        if (list != null) {
            lists.computeIfAbsent(stage, _ -> new HashMap<>()).putIfAbsent(list, record.body());
        } else if (paths.size() < MAX_PATHS) {
            paths.add(record.head());
        }
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        tallies.forEach((stage, tally) -> parts.add(new Part(
                file,
                stage,
                tally,
                lists.getOrDefault(stage, Map.of()),
                answers.getOrDefault(stage, Set.of()),
                () -> new Reader(file, stage))));
        return parts;
    }

    /** The frames and answers of one venue. What is damaged has been told of. */
    private static final class Reader implements FrameReader {
        private final TapeReader reader;
        private final Stage stage;
        private final String venue;
        private long lastNs;

        Reader(Path file, Stage stage) throws IOException {
            this.reader = TapeReader.open(file, damage -> {});
            this.stage = stage;
            this.venue = stage.profile().venue();
        }

        @Override
        public @Nullable Frame next() throws IOException {
            for (TapeRecord record = reader.next(); record != null; record = reader.next()) {
                Frame frame = record.venue().equals(venue) ? frame(record) : null;
                if (frame != null) {
                    return frame;
                }
            }
            return null;
        }

        private @Nullable Frame frame(TapeRecord record) {
            lastNs = Math.max(lastNs, record.timeUs() * 1_000);
            if (record.kind() == Kind.RECEIVED) {
                StreamKey key = stage.key(record.body());
                return key == null ? null : new Frame(lastNs, key, record.body());
            }
            boolean answer = record.kind() == Kind.ANSWERED && record.number() == OK;
            return answer && stage.list(record.head()) == null
                    ? Frame.answer(lastNs, record.head(), record.body())
                    : null;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
