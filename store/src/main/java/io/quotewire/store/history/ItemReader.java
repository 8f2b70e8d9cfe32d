package io.quotewire.store.history;

import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.store.history.ItemRange.Seqs;
import io.quotewire.store.history.ItemRange.Times;
import io.quotewire.store.history.duck.Placed;
import io.quotewire.store.history.duck.TableReader;
import io.quotewire.store.history.journal.Row;
import io.quotewire.store.history.segment.Span;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a page of one topic over all parts. One thread, one page. */
final class ItemReader {
    private static final Mark BEGINNING = new Mark(new Epoch(0), 0);
    private static final Mark END = new Mark(new Epoch(Long.MAX_VALUE), Long.MAX_VALUE);

    private final ShelfView view;
    private final Topic topic;
    private final ItemRange range;

    private ItemReader(ShelfView view, Topic topic, ItemRange range) {
        this.view = view;
        this.topic = topic;
        this.range = range;
    }

    static ItemPage read(ShelfView view, Topic topic, ItemRange range) throws SQLException, IOException {
        return new ItemReader(view, topic, range).page();
    }

    private ItemPage page() throws SQLException, IOException {
        Mark from = from();
        Mark until = until();
        Mark after = range.after();
        boolean goesOn = false;
        if (after != null && from != null && after.compareTo(from) >= 0) {
            goesOn = true;
            from = new Mark(after.epoch(), after.seq() + 1);
        }
        if (from == null || from.compareTo(until) >= 0) {
            return new ItemPage(List.of(), null);
        }
        Chain chain = new Chain(range.limit());
        // What is before the first that is kept was not asked for, unless by number.
        boolean open = !goesOn && range.bounds() instanceof Times;
        for (Epoch epoch : epochs(from.epoch(), until.epoch())) {
            long begin = epoch.equals(from.epoch()) ? from.seq() : 1;
            long end = epoch.equals(until.epoch()) ? until.seq() - 1 : Long.MAX_VALUE;
            if (begin <= end && !chain.isFull()) {
                read(epoch, begin, end, open, chain);
                open = false;
            }
        }
        return chain.page();
    }

    private @Nullable Mark from() throws SQLException, IOException {
        return switch (range.bounds()) {
            case Seqs seqs -> new Mark(seqs.epoch(), Math.max(1, seqs.from()));
            case Times times -> times.fromUs() <= 0 ? BEGINNING : first(times.fromUs(), BEGINNING);
        };
    }

    /** The first place that is not in the range. */
    private Mark until() throws SQLException, IOException {
        return switch (range.bounds()) {
            case Seqs seqs -> new Mark(seqs.epoch(), seqs.to() == Long.MAX_VALUE ? seqs.to() : seqs.to() + 1);
            case Times times -> {
                Mark from = times.fromUs() <= 0 ? BEGINNING : first(times.fromUs(), BEGINNING);
                Mark end = from == null || times.untilUs() == Long.MAX_VALUE ? null : first(times.untilUs(), from);
                yield end == null ? END : end;
            }
        };
    }

    /** The first place from {@code least} on of what came at that time or later. */
    private @Nullable Mark first(long us, Mark least) throws SQLException, IOException {
        for (Part part : view.parts()) {
            for (Span span : part.contents().of(topic)) {
                if (span.lastUs() < us || new Mark(span.epoch(), span.to()).compareTo(least) < 0) {
                    continue;
                }
                if (part.state() == Part.State.ASIDE) {
                    return new Mark(span.epoch(), span.from());
                }
                TableReader.Place place = view.reader(part).firstSince(topic, us);
                if (place != null && new Mark(place.epoch(), place.seq()).compareTo(least) >= 0) {
                    return new Mark(place.epoch(), place.seq());
                }
            }
        }
        return null;
    }

    private List<Epoch> epochs(Epoch from, Epoch to) {
        TreeSet<Epoch> epochs = new TreeSet<>();
        for (Part part : view.parts()) {
            part.contents().of(topic).forEach(span -> epochs.add(span.epoch()));
        }
        if (!epochs.isEmpty() && epochs.last().compareTo(from) > 0 && range.bounds() instanceof Seqs) {
            epochs.add(from); // It has been, and is no more.
        }
        return List.copyOf(epochs.subSet(from, true, to, true));
    }

    private void read(Epoch epoch, long begin, long end, boolean open, Chain chain) throws SQLException, IOException {
        long firstKept = Long.MAX_VALUE;
        List<Hole> holes = new ArrayList<>();
        List<Part> holders = new ArrayList<>();
        for (Part part : view.parts()) {
            Span span = span(part, epoch);
            if (span == null) {
                continue;
            }
            firstKept = Math.min(firstKept, span.from());
            if (span.to() < begin || span.from() > end) {
                continue;
            }
            if (part.state() == Part.State.ASIDE) {
                holes.add(new Hole(span.from(), span.to(), Item.Why.CORRUPT));
            } else {
                holders.add(part);
                for (Row.Loss loss : view.reader(part).losses(topic, epoch, begin, end)) {
                    holes.add(new Hole(loss.from(), loss.to(), Item.Why.WRITER));
                }
            }
        }
        chain.begin(epoch, open ? Math.max(begin, firstKept) : begin, end, firstKept, holes);
        for (Part part : holders) {
            if (chain.isFull()) {
                return;
            }
            read(part, epoch, chain, end);
        }
        if (firstKept == Long.MAX_VALUE) {
            chain.gone();
        } else {
            chain.end();
        }
    }

    private void read(Part part, Epoch epoch, Chain chain, long end) throws SQLException, IOException {
        Span span = span(part, epoch);
        long to = span == null ? end : Math.min(end, span.to());
        while (!chain.isFull() && chain.cursor() <= to) {
            int limit = chain.left() + 1;
            List<Placed> events = view.reader(part).events(topic, epoch, chain.cursor(), to, limit);
            long rows = 0;
            for (Placed placed : events) {
                chain.add(placed);
                rows += placed.to() - placed.from() + 1;
            }
            if (rows < limit) {
                return;
            }
        }
    }

    private @Nullable Span span(Part part, Epoch epoch) {
        for (Span span : part.contents().of(topic)) {
            if (span.epoch().equals(epoch)) {
                return span;
            }
        }
        return null;
    }

    /** Numbers that are known not to be there, both ends among them. */
    record Hole(long from, long to, Item.Why why) {}
}
