package io.quotewire.gateway.rest;

import io.quotewire.gateway.past.Archive;
import io.quotewire.gateway.tape.TradePage;
import io.quotewire.gateway.tape.TradePage.Entry;
import io.quotewire.gateway.tape.TradePage.Hole;
import io.quotewire.gateway.tape.TradeRange;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.history.Item;
import io.quotewire.store.history.ItemPage;
import io.quotewire.store.history.ItemRange;
import io.quotewire.store.history.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages of trades that the ring alone cannot give: they begin in the history, and end in the ring where that goes on.
 *
 * <p><b>Threads:</b> those that may wait.
 */
final class TradesPast {
    private static final String EPOCH = "epoch";
    private static final String TOO_OLD = "too_old";

    private final Archive archive;
    private final Function<TradeRange, TradePage> ring;

    TradesPast(Archive archive, Function<TradeRange, TradePage> ring) {
        this.archive = archive;
        this.ring = ring;
    }

    TradePage read(Topic topic, TradeRange range) {
        TradePage kept = ring.apply(range);
        if (kept.holes().stream().noneMatch(TradesPast::isOlderThanTheRing)) {
            return kept;
        }
        ItemPage past = archive.items(topic, asked(range));
        return past == null || past.items().isEmpty() ? kept : joined(range, past);
    }

    private static boolean isOlderThanTheRing(Hole hole) {
        return hole.why().equals(EPOCH) || hole.why().equals(TOO_OLD);
    }

    private static ItemRange asked(TradeRange range) {
        if (range.start() instanceof TradeRange.Start.At at) {
            return range.isByTime()
                    ? ItemRange.times(range.fromUs(), range.untilUs(), range.limit())
                            .after(new Mark(at.epoch(), at.seq() - 1))
                    : ItemRange.seqs(at.epoch(), at.seq(), range.toSeq(), range.limit());
        }
        return ItemRange.times(range.fromUs(), range.untilUs(), range.limit());
    }

    private TradePage joined(TradeRange range, ItemPage past) {
        List<Entry> trades = new ArrayList<>();
        List<Hole> holes = new ArrayList<>();
        past.items().forEach(item -> add(item, trades, holes));
        Mark next = past.next();
        if (next != null) {
            return new TradePage(trades, holes, new TradePage.Mark(next.epoch(), next.seq() + 1));
        }
        Mark last = last(past.items().getLast());
        TradePage rest =
                last.seq() < range.toSeq() ? rest(range, last, range.limit() - trades.size() - holes.size()) : null;
        if (rest == null) {
            return new TradePage(trades, holes, null);
        }
        trades.addAll(rest.trades());
        holes.addAll(rest.holes());
        return new TradePage(trades, holes, rest.next());
    }

    /** What the ring has behind {@code last}, of this life of the gateway or, by time, of a later one than that. */
    private @Nullable TradePage rest(TradeRange range, Mark last, int room) {
        TradePage.Mark from = new TradePage.Mark(last.epoch(), last.seq() + 1);
        if (room <= 0) {
            return new TradePage(List.of(), List.of(), from);
        }
        TradePage rest = ring.apply(range.goingOn(from).limited(room));
        boolean ended = rest.trades().isEmpty()
                && rest.holes().stream().anyMatch(hole -> hole.why().equals(EPOCH));
        if (!ended) {
            return rest;
        }
        if (range.isByTime()) {
            return ring.apply(TradeRange.times(range.fromUs(), range.untilUs(), room));
        }
        return range.toSeq() == TradeRange.OPEN ? null : rest;
    }

    private static void add(Item item, List<Entry> trades, List<Hole> holes) {
        switch (item) {
            case Item.Told(Update.Trades batch) ->
                batch.items().forEach(trade -> trades.add(new Entry(batch.head(), trade)));
            case Item.Told(Update.Gap gap) -> holes.add(hole(gap));
            case Item.Told ignored -> {}
            case Item.Lost lost ->
                holes.add(new Hole(
                        lost.epoch(),
                        lost.from(),
                        lost.to(),
                        TradePage.UNKNOWN,
                        lost.why().text()));
        }
    }

    private static Hole hole(Update.Gap gap) {
        long seq = gap.head().seq();
        long missing = gap.missing() < 0 ? TradePage.UNKNOWN : gap.missing();
        return new Hole(gap.head().epoch(), seq, seq, missing, "upstream");
    }

    private static Mark last(Item item) {
        return switch (item) {
            case Item.Told told ->
                new Mark(told.update().head().epoch(), told.update().head().seq());
            case Item.Lost lost -> new Mark(lost.epoch(), lost.to());
        };
    }
}
