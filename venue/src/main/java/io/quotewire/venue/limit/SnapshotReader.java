package io.quotewire.venue.limit;

import io.quotewire.venue.limit.Snapshot.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of a snapshot whose sum is right; whatever is not as it was written refuses the whole. */
final class SnapshotReader {
    private static final int MOST_LINES = 200_000;

    private final List<Saved> ledgers = new ArrayList<>();
    private long savedUs;
    private long monotonicUs;
    private String boot = "";

    Snapshot read(List<String> lines) throws Unreadable {
        if (lines.size() > MOST_LINES) {
            throw new Unreadable("it has " + lines.size() + " lines");
        }
        try {
            lines.forEach(line -> take(line.split(" ", -1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            throw new Unreadable("it has a line that nobody wrote: " + e.getMessage());
        }
        return new Snapshot(savedUs, monotonicUs, boot, List.copyOf(ledgers));
    }

    private void take(String[] words) {
        switch (words[0]) {
            case "saved" -> {
                savedUs = positive(words[1]);
                monotonicUs = Long.parseLong(words[2]);
                boot = words[3].equals("-") ? "" : words[3];
            }
            case "ledger" -> begin(words[1], words[2]);
            case "ban" -> ban(positive(words[1]), Math.toIntExact(positive(words[2])));
            case "spent" -> spent(kind(words[1]), new Spent(positive(words[2]), positive(words[3])));
            case "month" -> last().months().put(kind(words[1]), new MonthCount(positive(words[2]), positive(words[3])));
            default -> throw new IllegalStateException(words[0]);
        }
    }

    private void begin(String venue, String address) {
        if (ledgers.size() == Snapshot.MOST_LEDGERS) {
            throw new IllegalStateException("too many ledgers");
        }
        Map<Kind, List<Spent>> spent = new EnumMap<>(Kind.class);
        ledgers.add(new Saved(venue, address, 0, 0, spent, new EnumMap<>(Kind.class)));
    }

    private void ban(long untilUs, int refusals) {
        Saved begun = last();
        ledgers.set(
                ledgers.size() - 1,
                new Saved(begun.venue(), begun.address(), untilUs, refusals, begun.spent(), begun.months()));
    }

    private void spent(Kind kind, Spent one) {
        last().spent().computeIfAbsent(kind, _ -> new ArrayList<>()).add(one);
    }

    private Saved last() {
        return ledgers.getLast();
    }

    private static Kind kind(String word) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(word));
    }

    private static long positive(String text) {
        long value = Long.parseLong(text);
        if (value < 0 || value > Long.MAX_VALUE / 4) {
            throw new IllegalStateException(text);
        }
        return value;
    }
}
