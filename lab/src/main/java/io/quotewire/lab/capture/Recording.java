package io.quotewire.lab.capture;

import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that a set of files holds of one venue. Immutable; any thread. */
public final class Recording {
    /** Files of one venue further apart than this would leave a listener alone for as long. */
    static final Duration FURTHEST_APART = Duration.ofHours(1);

    private final Stage stage;
    private final List<Part> parts;
    private final Map<StreamKey, Long> streams = new HashMap<>();
    private final Map<String, byte[]> lists;
    private final Set<String> answers;
    private final long frames;
    private final long others;
    private final long firstNs;
    private final long lastNs;

    private Recording(Stage stage, List<Part> parts) throws IOException {
        this.stage = stage;
        this.parts = List.copyOf(parts);
        this.lists = InstrumentLists.find(stage, parts);
        this.answers = parts.stream().flatMap(part -> part.answers().stream()).collect(Collectors.toUnmodifiableSet());
        List<Tally> tallies = parts.stream().map(Part::tally).toList();
        tallies.forEach(tally -> tally.streams().forEach((key, count) -> streams.merge(key, count, Long::sum)));
        this.frames = tallies.stream().mapToLong(Tally::frames).sum();
        this.others = tallies.stream().mapToLong(Tally::others).sum();
        this.firstNs = tallies.stream().mapToLong(Tally::firstNs).min().orElse(0);
        this.lastNs = tallies.stream().mapToLong(Tally::lastNs).max().orElse(0);
    }

    /**
     * Reads {@code files} through and sorts them by venue, the venues in the order in which they first appear.
     *
     * @param timed whether the frames will be played at a pace, so that every file must have receive times
     * @throws BadCapture if a file is missing, damaged or of no known venue, or an instrument list is missing
     */
    public static List<Recording> open(List<Path> files, boolean timed) throws IOException {
        Map<Stage, List<Part>> byVenue = new LinkedHashMap<>();
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (!seen.add(file.toAbsolutePath().normalize())) {
                throw new BadCapture(file, "named twice, its frames would be sent twice");
            }
            for (Part part : scan(file, timed)) {
                byVenue.computeIfAbsent(part.stage(), any -> new ArrayList<>()).add(part);
            }
        }
        List<Recording> recordings = new ArrayList<>();
        for (Map.Entry<Stage, List<Part>> venue : byVenue.entrySet()) {
            if (timed) {
                checkNear(venue.getValue());
            }
            recordings.add(new Recording(venue.getKey(), venue.getValue()));
        }
        return recordings;
    }

    private static List<Part> scan(Path file, boolean timed) throws IOException {
        if (Files.notExists(file)) {
            throw new BadCapture(file, "no such file");
        }
        String name = String.valueOf(file.getFileName());
        boolean jsonl = name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
        boolean tsv = name.endsWith(".tsv") || name.endsWith(".tsv.gz");
        boolean qwr = name.endsWith(".qwr") || name.endsWith(".qwr.part");
        if (!jsonl && !tsv && !qwr) {
            throw new BadCapture(file, "a capture is called *.jsonl, *.jsonl.gz, *.tsv, *.tsv.gz or *.qwr");
        }
        List<Part> parts = qwr ? QwrFile.scan(file) : jsonl ? JsonlFile.scan(file, timed) : TsvFile.scan(file);
        if (parts.stream().allMatch(part -> part.tally().frames() == 0)) {
            throw new BadCapture(file, "holds no market data");
        }
        return parts.stream().filter(part -> part.tally().frames() > 0).toList();
    }

    private static void checkNear(List<Part> parts) throws BadCapture {
        List<Part> inTime = new ArrayList<>(parts);
        inTime.sort(Comparator.comparingLong(part -> part.tally().firstNs()));
        long reachedNs = inTime.getFirst().tally().firstNs();
        for (Part part : inTime) {
            Duration pause = Duration.ofNanos(part.tally().firstNs() - reachedNs);
            if (pause.compareTo(FURTHEST_APART) > 0) {
                throw new BadCapture(
                        part.file(),
                        "begins %d hours after the other files of %s end: play them one at a time or flat out"
                                .formatted(
                                        pause.toHours(), part.stage().profile().venue()));
            }
            reachedNs = Math.max(reachedNs, part.tally().lastNs());
        }
    }

    public Stage stage() {
        return stage;
    }

    /** How many frames of market data each stream has. */
    public Map<StreamKey, Long> streams() {
        return Map.copyOf(streams);
    }

    /** Frames of market data. */
    public long frames() {
        return frames;
    }

    /** Lines that are not played: acknowledgements, notices, what the client sent. */
    public long others() {
        return others;
    }

    /** Receive time of the earliest frame; {@link #lastNs} of the latest. */
    public long firstNs() {
        return firstNs;
    }

    public long lastNs() {
        return lastNs;
    }

    /** The body of an instrument list by the name that {@link Stage#list} gives it, null if it was not recorded. */
    public byte @Nullable [] list(String name) {
        return lists.get(name);
    }

    /** Requests over REST, beyond those for lists, to which {@link #read} has answers among the frames. */
    public Set<String> answers() {
        return answers;
    }

    /** All frames of market data, from the first. Whoever asks must close it. */
    public FrameReader read() throws IOException {
        List<FrameReader> readers = new ArrayList<>();
        try {
            for (Part part : parts) {
                readers.add(part.opener().open());
            }
            return new Merge(readers);
        } catch (IOException e) {
            for (FrameReader reader : readers) {
                reader.close();
            }
            throw e;
        }
    }
}
