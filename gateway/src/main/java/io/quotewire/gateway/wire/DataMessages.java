package io.quotewire.gateway.wire;

import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Ladder;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints messages with a {@code type}: data, and what is said about data. Nothing in them belongs to one connection. */
public final class DataMessages {
    /** In place of a first missing number that nobody knows. */
    public static final long UNKNOWN = -1;

    private DataMessages() {}

    /** An update as it is told to those who follow the topic. */
    public static void update(JsonWriter json, Update update) {
        switch (update) {
            case Update.Value value ->
                value(json, value.snapshot() ? "snapshot" : "update", value.head(), value.data());
            case Update.Trades trades -> trades(json, trades.head(), trades.prev(), List.of(trades));
            case Update.StatusChange change -> status(json, change);
            case Update.Gap gap -> upstreamGap(json, gap);
            case Update.Book ignored -> throw new IllegalArgumentException("a book is cut before it is printed");
            case Update.ClosedCandle closed -> candle(json, closed);
            case Update.OpenCandle open -> open(json, open);
        }
    }

    /** What a joiner gets first when {@code last} was the newest update: the value, or the position of an event topic. */
    public static void snapshot(JsonWriter json, Update last) {
        value(json, "snapshot", last.head(), dataOf(last));
    }

    /** What a joiner gets first where there has never been an update. */
    public static Head nothingYet(Topic topic, Epoch epoch) {
        return new Head(topic, epoch, 0, 0, 0, topic.source(), Status.DOWN, false);
    }

    /** A snapshot without a value, or the position of an event topic. */
    public static void snapshot(JsonWriter json, Head head) {
        value(json, "snapshot", head, null);
    }

    /** The state of a book, which replaces whatever a client has of it; levels best first. */
    public static void book(JsonWriter json, Head head, Ladder bids, Ladder asks) {
        BookHash hash = new BookHash();
        bookHead(json, "snapshot", head, UNKNOWN).name("data").openObject();
        levels(json, "bids", bids, hash);
        levels(json, "asks", asks, hash);
        json.text("hash", hash.text()).closeObject().closeObject();
    }

    /** What has changed in a book since number {@code prev}; size zero where a level is gone. */
    public static void bookChange(JsonWriter json, Head head, long prev, Ladder bids, Ladder asks) {
        bookHead(json, "update", head, prev).name("data").openObject();
        levels(json, "bids", bids, null);
        levels(json, "asks", asks, null);
        json.closeObject().closeObject();
    }

    /** The topic has been silent; {@code last} is where it stands. */
    public static void still(JsonWriter json, Head last) {
        opened(json, "still", last).number("seq", last.seq());
        json.text("status", last.status().text()).text("source", last.source());
        simulated(json, last).closeObject();
    }

    /**
     * Items of an event topic that this connection or lane does not get.
     *
     * @param from the first of them, or {@link #UNKNOWN}
     * @param last where the topic stands; its number is the last one missing
     */
    public static void gap(JsonWriter json, long from, Head last, String why) {
        opened(json, "gap", last).name("from");
        if (from == UNKNOWN) {
            json.nothing();
        } else {
            json.number(from);
        }
        json.number("to", last.seq()).name("missing").nothing();
        gapEnd(json, last, why, fill(from, last));
    }

    /**
     * A connection fell behind: {@code conflated} topics skipped values, the books of {@code resync} begin anew; event topics
     * tell their own gap.
     */
    public static void slow(JsonWriter json, Collection<String> conflated, Collection<String> resync) {
        json.clear().openObject().text("type", "slow").name("conflated").openArray();
        conflated.forEach(json::text);
        json.closeArray().name("resync").openArray();
        resync.forEach(json::text);
        json.closeArray().closeObject();
    }

    private static void value(JsonWriter json, String type, Head head, Update.@Nullable Data data) {
        opened(json, type, head).number("seq", head.seq());
        json.time("ts", head.tsUs()).time("recv", head.recvUs());
        json.text("source", head.source()).text("status", head.status().text());
        simulated(json, head).name("data");
        if (head.topic().shape() == Topic.Shape.EVENT) {
            json.openArray().closeArray();
        } else {
            data(json, head, data);
        }
        json.closeObject();
    }

    private static JsonWriter bookHead(JsonWriter json, String type, Head head, long prev) {
        opened(json, type, head);
        if (prev != UNKNOWN) {
            json.number("prev", prev);
        }
        json.number("seq", head.seq()).time("ts", head.tsUs()).time("recv", head.recvUs());
        json.text("source", head.source()).text("status", head.status().text());
        return simulated(json, head);
    }

    private static void levels(JsonWriter json, String side, Ladder levels, @Nullable BookHash hash) {
        json.name(side).openArray();
        for (int i = 0; i < levels.levels(); i++) {
            Decimal price = levels.price(i);
            Decimal size = levels.size(i);
            json.openArray().decimal(price).decimal(size).closeArray();
            if (hash != null) {
                hash.add(price, size);
            }
        }
        json.closeArray();
    }

    /**
     * Trades of one source as one message; those up to number {@code prev} are left out.
     *
     * @param batches that follow each other
     */
    public static void trades(JsonWriter json, Head head, long prev, List<Update.Trades> batches) {
        opened(json, "update", head).number("prev", prev).number("seq", head.seq());
        json.time("recv", head.recvUs())
                .text("source", head.source())
                .text("status", head.status().text());
        simulated(json, head).name("data").openArray();
        for (int i = 0; i < batches.size(); i++) {
            for (Update.TradeItem item : batches.get(i).items()) {
                if (item.seq() > prev) {
                    trade(json, item);
                }
            }
        }
        json.closeArray().closeObject();
    }

    private static void trade(JsonWriter json, Update.TradeItem item) {
        json.openObject().number("seq", item.seq()).text("id", item.id());
        json.text("side", item.side().text()).decimal("price", item.price()).decimal("size", item.size());
        json.time("ts", item.tsUs());
        if (item.late()) {
            json.flag("late", true);
        }
        if (item.suspect()) {
            json.flag("suspect", true);
        }
        json.closeObject();
    }

    private static void candle(JsonWriter json, Update.ClosedCandle closed) {
        Head head = closed.head();
        opened(json, "update", head).number("prev", closed.prev()).number("seq", head.seq());
        candleHead(json, head).name("data");
        CandleText.closed(json, closed.candle(), closed.revised(), closed.filled());
        json.closeObject();
    }

    private static void open(JsonWriter json, Update.OpenCandle open) {
        candleHead(opened(json, "open", open.head()), open.head()).name("data");
        CandleText.open(json, open.candle(), open.partial());
        json.closeObject();
    }

    private static JsonWriter candleHead(JsonWriter json, Head head) {
        json.time("ts", head.tsUs()).time("recv", head.recvUs());
        json.text("source", head.source()).text("status", head.status().text());
        return simulated(json, head);
    }

    private static void status(JsonWriter json, Update.StatusChange change) {
        Head head = change.head();
        boolean chained = head.topic().shape() != Topic.Shape.VALUE;
        opened(json, "status", head);
        if (chained) {
            json.number("prev", change.prev());
        }
        json.number("seq", head.seq()).time("ts", head.tsUs()).time("recv", head.recvUs());
        json.text("status", head.status().text()).text("source", head.source()).text("was", change.was());
        json.text("why", change.why()).time("since", change.sinceUs());
        simulated(json, head);
        if (!chained) {
            json.name("data");
            data(json, head, change.data());
        }
        json.closeObject();
    }

    private static void upstreamGap(JsonWriter json, Update.Gap gap) {
        Head head = gap.head();
        opened(json, "gap", head).number("prev", gap.prev());
        json.number("from", head.seq()).number("to", head.seq()).name("missing");
        if (gap.missing() < 0) {
            json.nothing();
        } else {
            json.number(gap.missing());
        }
        gapEnd(json, head, "upstream", null);
    }

    private static void gapEnd(JsonWriter json, Head head, String why, @Nullable String fill) {
        json.text("why", why).text("status", head.status().text()).text("source", head.source());
        simulated(json, head).text("fill", fill).closeObject();
    }

    /** Where the items can be asked for; null where nobody knows which they are. */
    private static @Nullable String fill(long from, Head last) {
        Topic topic = last.topic();
        if (topic.kind().interval() != null) {
            return "/v1/candles/%s/%s?interval=%s"
                    .formatted(
                            topic.source(),
                            topic.instrument(),
                            topic.kind().interval().text());
        }
        return from == UNKNOWN || topic.kind() != Topic.Kind.TRADE
                ? null
                : "/v1/trades/%s/%s?epoch=%s&from_seq=%d&to_seq=%d"
                        .formatted(topic.source(), topic.instrument(), last.epoch(), from, last.seq());
    }

    private static void data(JsonWriter json, Head head, Update.@Nullable Data data) {
        if (data == null) {
            json.nothing();
        } else {
            json.openObject();
            DataText.fields(json, head, data);
            json.closeObject();
        }
    }

    private static JsonWriter opened(JsonWriter json, String type, Head head) {
        return json.clear()
                .openObject()
                .text("type", type)
                .text("topic", head.topic().toString())
                .text("epoch", head.epoch().toString());
    }

    private static JsonWriter simulated(JsonWriter json, Head head) {
        return head.simulated() ? json.flag("simulated", true) : json;
    }

    private static Update.@Nullable Data dataOf(Update update) {
        return switch (update) {
            case Update.Value value -> value.data();
            case Update.StatusChange change -> change.data();
            case Update.Trades ignored -> null;
            case Update.Gap ignored -> null;
            case Update.Book ignored -> null;
            case Update.ClosedCandle ignored -> null;
            case Update.OpenCandle ignored -> null;
        };
    }
}
