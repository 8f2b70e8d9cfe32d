package io.quotewire.lab.tape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is so at each venue by what has been recorded: its list of instruments, its connections, what they follow. With it a new file
 * begins.
 *
 * <p><b>Threads:</b> one.
 */
final class Standing {
    private final Map<String, Venue> venues = new LinkedHashMap<>();
    private final Map<String, String> listPaths = new HashMap<>();

    private static final class Venue {
        private final Map<Integer, Line> lines = new LinkedHashMap<>();
        private @Nullable TapeRecord list;
    }

    /** One connection. */
    private static final class Line {
        private @Nullable TapeRecord opened;
        private final Map<String, TapeRecord> follows = new LinkedHashMap<>();
    }

    /** The answer to this path is the venue's list. */
    void list(String venue, String path) {
        listPaths.put(venue, path);
    }

    void on(TapeRecord record) {
        Venue venue = venues.computeIfAbsent(record.venue(), _ -> new Venue());
        switch (record.kind()) {
            case BEGAN -> venue.lines.clear();
            case OPENED -> line(venue, record).opened = record;
            case CLOSED -> {
                line(venue, record).opened = null;
                tidy(venue, record);
            }
            case FOLLOWED -> line(venue, record).follows.put(record.head(), record);
            case LEFT -> left(venue, record);
            case ANSWERED -> {
                boolean list = record.head().equals(listPaths.get(record.venue()));
                venue.list = list && record.number() == 200 ? record : venue.list;
            }
            case SENT, RECEIVED, LOST -> {}
        }
    }

    private static Line line(Venue venue, TapeRecord record) {
        return venue.lines.computeIfAbsent(record.number(), _ -> new Line());
    }

    private static void left(Venue venue, TapeRecord record) {
        line(venue, record).follows.remove(record.head());
        tidy(venue, record);
    }

    /** Feeds make connections anew for as long as they run. */
    private static void tidy(Venue venue, TapeRecord record) {
        Line line = line(venue, record);
        if (line.follows.isEmpty() && line.opened == null) {
            venue.lines.remove(record.number());
        }
    }

    /** All of it, as of that time. */
    List<TapeRecord> at(long timeUs) {
        List<TapeRecord> records = new ArrayList<>();
        for (Venue venue : venues.values()) {
            if (venue.list != null) {
                records.add(venue.list.carriedTo(timeUs));
            }
            for (Line line : venue.lines.values()) {
                line.follows.values().forEach(record -> records.add(record.carriedTo(timeUs)));
                if (line.opened != null) {
                    records.add(line.opened.carriedTo(timeUs));
                }
            }
        }
        return records;
    }
}
