package io.quotewire.venue.candle;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.Keys;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the candles of one answer, row by row. Each row must be sound, also one that is not wanted.
 *
 * <p><b>Threads:</b> one owner.
 */
final class CandleRows {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,13}");

    /** Of a number that is a volume: beyond it lies nonsense that would be dear to print. */
    private static final int MOST_SIGNS = 60;

    private static final int MOST_PLACES = 36;

    private final Frame frame;
    private final CandleShape shape;
    private final CandleSpan span;
    private final @Nullable Column[] columns;
    private final @Nullable Keys keys;
    private final TreeMap<Long, Candle> candles = new TreeMap<>();
    private boolean found;
    private int count;
    private long earliestUs = Long.MAX_VALUE;
    private long reachUs;

    /** Where the first candle of the span begins that has not ended. */
    private long unendedUs;

    CandleRows(Frame frame, CandleShape shape, CandleSpan span) {
        this.frame = frame;
        this.shape = shape;
        this.span = span;
        columns = Column.of(shape.columns());
        keys = shape.keys().isEmpty() ? null : Keys.of(shape.keys());
        unendedUs = span.interval().openUs(frame.recvUs());
    }

    /** Reads the list of rows that stands here. */
    void rows() {
        if (found) {
            throw frame.malformed("one list of candles");
        }
        found = true;
        for (frame.array(); frame.item(); ) {
            row();
        }
    }

    CandleAnswer answer() {
        if (!found) {
            throw frame.malformed("a list of candles");
        }
        long fromUs = count >= shape.most() ? Math.max(span.fromUs(), earliestUs) : span.fromUs();
        long toUs = Math.min(span.toUs(), unendedUs);
        boolean reachesEnd = reachUs >= span.toUs() && toUs == span.toUs();
        return new CandleAnswer(
                fromUs, toUs, reachesEnd, List.copyOf(candles.headMap(toUs).values()));
    }

    private void row() {
        Map<Column, String> values = new EnumMap<>(Column.class);
        if (keys == null) {
            frame.array();
            for (int column = 0; frame.item(); column++) {
                read(column, values);
            }
        } else {
            frame.object();
            for (int key = frame.key(keys); key != Frame.END; key = frame.key(keys)) {
                read(key == Frame.OTHER ? columns.length : key, values);
            }
        }
        for (Column column : columns) {
            if (column != null && !values.containsKey(column)) {
                throw frame.malformed("a candle with all of " + shape.columns());
            }
        }
        take(values);
    }

    private void read(int place, Map<Column, String> values) {
        Column column = place < columns.length ? columns[place] : null;
        if (column == null) {
            frame.skip();
        } else {
            values.put(column, frame.scalar());
        }
    }

    private void take(Map<Column, String> values) {
        long openUs = shape.unit().read(frame, whole(values.getOrDefault(Column.TIME, "")));
        long closeUs = openUs + span.interval().us();
        if (span.interval().openUs(openUs) != openUs) {
            throw frame.malformed(
                    "a candle that begins when one of " + span.interval().text() + " does");
        }
        boolean ended = ended(values.get(Column.ENDED), closeUs);
        count++;
        earliestUs = Math.min(earliestUs, openUs);
        reachUs = Math.max(reachUs, ended ? closeUs : openUs);
        if (!ended && span.holds(openUs)) {
            unendedUs = Math.min(unendedUs, openUs);
        }
        BigDecimal volume = volume(values.getOrDefault(Column.VOLUME, ""));
        if (volume.signum() == 0) {
            return; // Made up by the venue, of a span without a trade.
        }
        Candle candle = candle(values, openUs, closeUs, volume);
        if (ended && span.holds(openUs) && candles.put(openUs, candle) != null) {
            throw frame.malformed("each candle once");
        }
    }

    private Candle candle(Map<Column, String> values, long openUs, long closeUs, BigDecimal volume) {
        String quote = values.get(Column.QUOTE);
        String trades = values.get(Column.TRADES);
        Candle candle = new Candle(
                openUs,
                closeUs,
                price(values.getOrDefault(Column.OPEN, "")),
                price(values.getOrDefault(Column.HIGH, "")),
                price(values.getOrDefault(Column.LOW, "")),
                price(values.getOrDefault(Column.CLOSE, "")),
                volume,
                quote == null ? null : volume(quote),
                trades == null ? Candle.UNKNOWN : whole(trades));
        if (!candle.isSound()) {
            throw frame.malformed("a candle whose prices agree with each other");
        }
        return candle;
    }

    /** As the venue says; else by our clock. */
    private boolean ended(@Nullable String said, long closeUs) {
        return switch (said) {
            case null -> closeUs <= frame.recvUs();
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw frame.malformed("whether a candle has ended, not " + shortened(said));
        };
    }

    private long whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw frame.malformed("a whole number of at most 13 digits, not " + shortened(text));
        }
        return Long.parseLong(text);
    }

    private Decimal price(String text) {
        try {
            return Decimal.parse(text);
        } catch (NumberFormatException e) {
            throw frame.malformed("a price of at most 18 digits, not " + shortened(text));
        }
    }

    private BigDecimal volume(String text) {
        BigDecimal volume = text.length() <= MOST_SIGNS ? parsed(text) : null;
        if (volume == null || volume.signum() < 0 || Math.abs(volume.scale()) > MOST_PLACES) {
            throw frame.malformed("an exact volume, not " + shortened(text));
        }
        return volume;
    }

    private static @Nullable BigDecimal parsed(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
