package io.quotewire.venue.limit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * All ledgers at one moment, as text.
 *
 * @param savedUs by the clock of the process that wrote it; {@code monotonicUs} by the one that never jumps
 */
record Snapshot(long savedUs, long monotonicUs, String boot, List<Saved> ledgers) {
    /** A file that is no snapshot, whole and of this version. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    static final int MOST_LEDGERS = 64;

    private static final String HEAD = "quotewire-limits 1";

    static Snapshot empty(Moments moments) {
        return new Snapshot(moments.clock().nowUs(), moments.monotonicUs().getAsLong(), moments.boot(), List.of());
    }

    /** The ledgers as they stand now, however the wall clock has jumped since. */
    List<Saved> agedBy(Moments now) {
        long nowUs = now.clock().nowUs();
        long byMonotonicUs = now.monotonicUs().getAsLong() - monotonicUs;
        boolean sameBoot = !boot.isEmpty() && boot.equals(now.boot()) && byMonotonicUs >= 0;
        long ageUs = sameBoot ? byMonotonicUs : Math.max(0, nowUs - savedUs);
        long then = nowUs - ageUs;
        return ledgers.stream().map(saved -> saved.moved(then - savedUs, then)).toList();
    }

    String encode() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        line(text, "saved", savedUs, monotonicUs, boot.isEmpty() ? "-" : boot);
        for (Saved saved : ledgers) {
            line(text, "ledger", saved.venue(), saved.address());
            line(text, "ban", saved.banUntilUs(), saved.refusals());
            saved.spent()
                    .forEach((kind, entries) ->
                            entries.forEach(one -> line(text, "spent", kind.word(), one.atUs(), one.amount())));
            saved.months().forEach((kind, month) -> line(text, "month", kind.word(), month.month(), month.spent()));
        }
        String sum = sum(text);
        line(text, "sum", sum);
        return text.toString();
    }

    /** @throws Unreadable if it is cut, changed or of another version */
    static Snapshot decode(String text) throws Unreadable {
        int last = text.lastIndexOf("sum ");
        if (last < 0 || !text.substring(last).equals("sum " + sum(text.substring(0, last)) + "\n")) {
            throw new Unreadable("it is cut or changed");
        }
        List<String> lines = text.substring(0, last).lines().toList();
        if (lines.size() < 2 || !lines.getFirst().equals(HEAD)) {
            throw new Unreadable("it is of another version");
        }
        return new SnapshotReader().read(lines.subList(1, lines.size()));
    }

    private static void line(StringBuilder text, Object... words) {
        for (int i = 0; i < words.length; i++) {
            text.append(i == 0 ? "" : " ").append(words[i]);
        }
        text.append('\n');
    }

    private static String sum(CharSequence text) {
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /** Adds what is not among {@code more} yet. */
    static List<Saved> joined(List<Saved> first, List<Saved> more) {
        List<Saved> all = new ArrayList<>(first);
        more.stream()
                .filter(one -> first.stream().noneMatch(other -> other.key().equals(one.key())))
                .forEach(all::add);
        return all.size() > MOST_LEDGERS ? List.copyOf(all.subList(0, MOST_LEDGERS)) : List.copyOf(all);
    }
}
