package io.quotewire.lab.load.check;

import io.quotewire.lab.check.BookSum;
import io.quotewire.lab.load.check.Fault.Kind;
import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.Topic;
import io.quotewire.model.book.OrderBook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that one client is told, as a real client would: each message must be JSON, a book's snapshot must add up to its
 * hash, and what its changes make of it must be what the server says when it is asked again.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class WholeCheck {
    private final Map<Topic, Held> books = new HashMap<>();
    private final Faults faults;
    private long audits;

    public WholeCheck(Faults faults) {
        this.faults = faults;
    }

    /** A book as the client has it; not to be compared until it has begun well. */
    private static final class Held {
        private final OrderBook book = new OrderBook();
        private boolean sound;
        private boolean asked;
        private long last;
    }

    /** How often a book made of changes was held to the server's. */
    public long audits() {
        return audits;
    }

    /** The books that are followed; the server is about to be asked for them again, and the answers will be compared. */
    public List<String> ask() {
        books.values().forEach(held -> held.asked = true);
        return books.keySet().stream().map(Topic::toString).toList();
    }

    /** Books that were asked for and have not come. */
    public boolean isWaiting() {
        return books.values().stream().anyMatch(held -> held.asked && held.sound);
    }

    /** Whether it follows a book at all. */
    public boolean hasBooks() {
        return !books.isEmpty();
    }

    /** No more answers will come: what was asked for and did not come is a fault. */
    public void settle() {
        books.forEach((topic, held) -> {
            if (held.asked && held.sound) {
                faults.add(Kind.LOST, topic.toString(), "the book was asked for again and did not come");
            }
        });
    }

    /** What the client had of its books is not to be trusted any more: it has lost something, or the connection. */
    public void distrust() {
        books.values().forEach(held -> held.sound = false);
    }

    void on(Topic topic, HeadScan head, byte[] bytes, int from, int to) {
        Map<String, Object> message = Tree.read(bytes, from, to);
        if (message == null) {
            faults.add(Kind.BROKEN, topic.toString(), "message " + head.seq() + " is no JSON");
        } else if (topic.kind().depth() > 0) {
            Held held = books.computeIfAbsent(topic, any -> new Held());
            switch (head.type()) {
                case SNAPSHOT, UPDATE -> book(topic, held, head, message.get("data"));
                case STATUS -> held.sound = false; // The venue's book may be another one behind it.
                default -> {} // Nothing of the levels.
            }
        }
    }

    private void book(Topic topic, Held held, HeadScan head, @Nullable Object data) {
        Map<String, Object> sides = Tree.members(data);
        try {
            Levels bids = levels(sides.get("bids"));
            Levels asks = levels(sides.get("asks"));
            if (head.type() == HeadScan.Type.SNAPSHOT) {
                snapshot(topic, held, head.seq(), bids, asks, sides.get("hash") instanceof String hash ? hash : null);
            } else if (held.sound) {
                held.book.apply(bids, asks);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            held.sound = false;
            faults.add(Kind.BROKEN, topic.toString(), "message " + head.seq() + " has a level that is none");
        }
        held.last = head.seq();
        if (held.sound && held.book.isCrossed()) {
            faults.add(Kind.ALTERED, topic.toString(), "the book is crossed at " + head.seq());
            held.sound = false;
        }
    }

    private void snapshot(Topic topic, Held held, long seq, Levels bids, Levels asks, @Nullable String hash) {
        String before = BookSum.of(held.book);
        boolean compared = held.asked && held.sound && hash != null && held.last == seq;
        held.asked = false;
        held.sound = hash != null;
        held.book.replace(Extent.WHOLE, bids, asks);
        String sum = BookSum.of(held.book);
        if (hash != null && !sum.equals(hash)) {
            faults.add(Kind.ALTERED, topic.toString(), "snapshot " + seq + " adds up to " + sum + ", not " + hash);
            held.sound = false;
        } else if (compared) {
            audits++;
            if (!before.equals(hash)) {
                String made = "snapshot and changes to " + held.last + " add up to " + before;
                faults.add(Kind.ALTERED, topic.toString(), made + ", the server has " + hash + " at " + seq);
            }
        }
    }

    private static Levels levels(@Nullable Object side) {
        Levels.Builder levels = new Levels.Builder();
        for (Object level : Tree.elements(side)) {
            List<?> pair = Tree.elements(level);
            if (pair.size() < 2) {
                throw new NumberFormatException("a level has a price and a size");
            }
            levels.add(Decimal.parse(Objects.toString(pair.get(0))));
            levels.add(Decimal.parse(Objects.toString(pair.get(1))));
        }
        return levels.toLevels();
    }
}
