package io.quotewire.engine.candle;

import io.quotewire.model.Interval;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spans of time in which trades may have gone by unseen, in the order in which they were found.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Unseen {
    /** When there are more, the last two become one that reaches over both. */
    static final int MOST = 32;

    static final long NOTHING = Long.MAX_VALUE;

    private static final long UNKNOWN = -1;
    private static final long OPEN = Long.MAX_VALUE;

    private final Set<Interval> intervals;
    private final List<Span> spans = new ArrayList<>();

    Unseen(Set<Interval> intervals) {
        this.intervals = intervals;
    }

    List<Span> spans() {
        return spans;
    }

    boolean isOpen() {
        return open() != null;
    }

    /** From here on, until {@link #end}; a second beginning changes only how much is known to be missing. */
    void begin(long fromUs, long missing) {
        Span open = open();
        if (open == null) {
            add(new Span(fromUs, missing, false));
        } else {
            open.add(missing);
        }
    }

    /** Nothing was seen before the end. */
    void beginStart() {
        spans.clear();
        spans.add(new Span(0, UNKNOWN, true));
    }

    void end(long atUs) {
        Span open = open();
        if (open != null) {
            open.toUs = Math.max(open.fromUs, atUs);
        }
    }

    /** Nothing was missed after all. */
    void cancel() {
        Span open = open();
        if (open != null && !open.start) {
            spans.remove(open);
        }
    }

    /** One that was missed has come. */
    void found(long tsUs) {
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (span.missing > 0 && span.fromUs <= tsUs && tsUs <= span.toUs) {
                span.missing--;
                if (span.missing == 0) {
                    spans.remove(i);
                }
                return;
            }
        }
    }

    /** Whether some span that is not made good yet touches a candle. */
    boolean touches(Interval interval, long openUs, long closeUs) {
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (span.fromUs < closeUs && span.toUs >= openUs && !span.answered.contains(interval)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The venue has said what it knows up to {@code toUs}.
     *
     * @return the first moment that nobody need wait for any more, {@link #NOTHING} where nobody did
     */
    long answered(Interval interval, long fromUs, long toUs) {
        long settledUs = NOTHING;
        for (Span span : List.copyOf(spans)) {
            if (span.isOpen() || span.toUs(interval) <= fromUs || span.toUs(interval) > toUs) {
                continue;
            }
            if (span.answered.add(interval)) {
                settledUs = Math.min(settledUs, span.start ? 0 : span.fromUs(interval));
            }
            if (span.answered.containsAll(intervals)) {
                spans.remove(span);
            }
        }
        return settledUs;
    }

    private @Nullable Span open() {
        Span last = spans.isEmpty() ? null : spans.getLast();
        return last != null && last.isOpen() ? last : null;
    }

    private void add(Span span) {
        spans.add(span);
        if (spans.size() > MOST) {
            Span last = spans.removeLast();
            Span before = spans.removeLast();
            Span both = new Span(Math.min(before.fromUs, last.fromUs), UNKNOWN, false);
            both.toUs = last.toUs;
            spans.add(both);
        }
    }

    /** One of them. */
    static final class Span {
        private final Set<Interval> asked = EnumSet.noneOf(Interval.class);
        private final Set<Interval> answered = EnumSet.noneOf(Interval.class);
        private final boolean start;
        private long fromUs;
        private long toUs = OPEN;
        private long missing;

        Span(long fromUs, long missing, boolean start) {
            this.fromUs = fromUs;
            this.missing = missing;
            this.start = start;
        }

        boolean isOpen() {
            return toUs == OPEN;
        }

        boolean isStart() {
            return start;
        }

        /** Where the first candle begins that is asked for; of what lies before a start only that of its end. */
        long fromUs(Interval interval) {
            return interval.openUs(start ? toUs : fromUs);
        }

        /** Where the last one ends; only of a span that has ended itself. */
        long toUs(Interval interval) {
            return interval.openUs(toUs) + interval.us();
        }

        /** Whether the venue was not asked before. */
        boolean ask(Interval interval) {
            return asked.add(interval);
        }

        boolean isAsked(Interval interval) {
            return asked.contains(interval);
        }

        private void add(long more) {
            missing = missing < 0 || more < 0 ? UNKNOWN : missing + more;
        }
    }
}
