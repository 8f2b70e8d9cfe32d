package io.quotewire.venue.candle;

import io.quotewire.model.Interval;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.Keys;
import io.quotewire.venue.frame.MalformedFrame;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one venue is asked for its candles, and what its answer looks like: data, one for each venue.
 *
 * @param path and query, in which stand {@code {symbol}}, {@code {bar}} for the venue's name of the length and times: {@code
 *     {from}} where the span begins, {@code {before}} and {@code {last}} one unit before it and before its end, {@code {to}} its
 *     end; with {@code :iso} behind it as a text like {@code 2026-08-09T21:05:00Z}
 * @param weight of one request, in the venue's own units
 * @param most candles that it answers with at once
 * @param unit of the times in the path and in the rows
 * @param bars the venue's names of the lengths that it has
 * @param verdict a member of the outermost object and the value by which it says that it does not refuse, {@code code=0}; a list
 *     that must be empty, {@code error=[]}; empty where refusals are told apart otherwise
 * @param rows the member that holds the rows, {@code result.list}; a part that begins with a minus is any member but that one;
 *     empty where the rows are the outermost value
 * @param columns what stands in a row, by the names of {@link Column}; a dash for what means nothing to us
 * @param keys by which the columns go where a row is an object; empty where it is a list
 */
public record CandleShape(
        String path,
        int weight,
        int most,
        Unit unit,
        Map<Interval, String> bars,
        String verdict,
        String rows,
        String columns,
        String keys) {
    public CandleShape {
        bars = Map.copyOf(bars);
    }

    /** In which a venue counts time. */
    public enum Unit {
        SECONDS(1_000_000),
        MILLIS(1_000);

        private final long us;

        Unit(long us) {
            this.us = us;
        }

        /** A time that the venue has printed, in microseconds. */
        long read(Frame frame, long printed) {
            return frame.millis(printed * (us / MILLIS.us));
        }
    }

    /** The request for these candles; null where the venue has none of that length. */
    public @Nullable String path(String symbol, CandleSpan span) {
        String bar = bars.get(span.interval());
        return bar == null
                ? null
                : path.replace("{symbol}", symbol)
                        .replace("{bar}", bar)
                        .replace("{from:iso}", iso(span.fromUs()))
                        .replace("{last:iso}", iso(span.toUs() - unit.us))
                        .replace("{from}", Long.toString(span.fromUs() / unit.us))
                        .replace("{before}", Long.toString(span.fromUs() / unit.us - 1))
                        .replace("{last}", Long.toString(span.toUs() / unit.us - 1))
                        .replace("{to}", Long.toString(span.toUs() / unit.us));
    }

    /**
     * Reads an answer.
     *
     * @throws MalformedFrame if it breaks the declared shape, is a refusal, or has a candle that none can be
     */
    public CandleAnswer read(Frame frame, CandleSpan span) {
        CandleRows read = new CandleRows(frame, this, span);
        if (rows.isEmpty()) {
            read.rows();
            return read.answer();
        }
        String[] parts = rows.split("\\.", -1);
        String[] said = verdict.split("=", 2);
        boolean judged = member(frame, parts, 0, said, read);
        if (!judged && !verdict.isEmpty()) {
            throw frame.malformed(verdict);
        }
        return read.answer();
    }

    /** Reads the object that stands here and goes down to the rows; whether the verdict was among its members. */
    private static boolean member(Frame frame, String[] parts, int depth, String[] verdict, CandleRows read) {
        boolean any = parts[depth].startsWith("-");
        String name = any ? parts[depth].substring(1) : parts[depth];
        Keys keys = Keys.of(depth == 0 && !verdict[0].isEmpty() ? name + " " + verdict[0] : name);
        boolean judged = false;
        frame.object();
        for (int key = frame.key(keys); key != Frame.END; key = frame.key(keys)) {
            if (key == 1) {
                judge(frame, verdict);
                judged = true;
            } else if (any != (key == 0)) {
                if (depth == parts.length - 1) {
                    read.rows();
                } else {
                    member(frame, parts, depth + 1, verdict, read);
                }
            } else {
                frame.skip();
            }
        }
        return judged;
    }

    private static void judge(Frame frame, String[] verdict) {
        if (verdict[1].equals("[]")) {
            for (frame.array(); frame.item(); ) {
                throw frame.malformed("no " + verdict[0] + ", which is " + frame.scalar());
            }
            return;
        }
        String said = frame.scalar();
        if (!said.equals(verdict[1])) {
            throw frame.malformed(verdict[0] + " " + verdict[1] + " instead of " + said);
        }
    }

    private static String iso(long us) {
        return Instant.ofEpochSecond(us / 1_000_000).toString();
    }
}
