package io.quotewire.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The dated table of assets that changed their name, {@code renamed-assets.tsv}. Only renamings in which nothing but the
 * name changed: a price of the old and one of the new are prices of the same thing.
 */
public final class Renamings {
    /** The table of this build. */
    public static final Renamings STANDARD = new Renamings(read());

    private static final int COLUMNS = 5;

    private final List<Renaming> rows;

    Renamings(List<Renaming> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * One renaming.
     *
     * @param from the first day, in UTC, on which {@code before} means {@code after}
     * @param until the day from which {@code before} is another asset's name; null for never
     * @param source who said so
     */
    record Renaming(
            String before,
            String after,
            LocalDate from,
            @Nullable LocalDate until,
            String source) {
        Renaming {
            if (!Instrument.isCode(before) || !Instrument.isCode(after) || before.equals(after) || source.isBlank()) {
                throw new IllegalArgumentException("no renaming: " + before + " to " + after + ", " + source);
            }
        }

        boolean holdsAt(long nowUs) {
            return nowUs >= startUs(from) && (until == null || nowUs < startUs(until));
        }

        private static long startUs(LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
        }
    }

    /** The names that mean others now. */
    public Aliases at(long nowUs) {
        Map<String, String> now = new HashMap<>();
        rows.stream().filter(row -> row.holdsAt(nowUs)).forEach(row -> now.put(row.before(), row.after()));
        return new Aliases(now);
    }

    List<Renaming> rows() {
        return rows;
    }

    private static List<Renaming> read() {
        try (InputStream in = Objects.requireNonNull(Renamings.class.getResourceAsStream("renamed-assets.tsv"))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the table of renamed assets", e);
        }
    }

    static List<Renaming> parse(String table) {
        return table.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> row(line.split("\t", -1)))
                .toList();
    }

    private static Renaming row(String[] parts) {
        if (parts.length != COLUMNS) {
            throw new IllegalArgumentException("a renaming has " + COLUMNS + " columns: " + String.join(" ", parts));
        }
        LocalDate until = parts[3].isEmpty() ? null : LocalDate.parse(parts[3]);
        return new Renaming(parts[0], parts[1], LocalDate.parse(parts[2]), until, parts[4]);
    }
}
