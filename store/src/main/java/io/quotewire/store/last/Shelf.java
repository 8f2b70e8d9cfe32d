package io.quotewire.store.last;

import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.store.last.value.LastValue;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest update of each value topic.
 *
 * <p><b>Threads:</b> each topic is put by one thread, its shard's; any may look.
 */
final class Shelf {
    private final Map<Topic, AtomicReference<Update>> slots = new ConcurrentHashMap<>();

    /** Restored topics of which nothing new was heard: they give way to those that speak. */
    private final Set<Topic> silent = ConcurrentHashMap.newKeySet();

    private final AtomicInteger size = new AtomicInteger();
    private final int most;

    Shelf(int most) {
        this.most = most;
    }

    /** Before the start: what is told again. */
    boolean restore(LastValue value) {
        boolean kept = size.get() < most && put(new Update.Value(value.head(), true, value.data()));
        if (kept) {
            silent.add(value.topic());
        }
        return kept;
    }

    /** False where it is one topic too many. What is not kept at all is passed over. */
    boolean put(Update update) {
        Topic topic = update.head().topic();
        if (!isKept(topic.kind()) || dataOf(update) == null) {
            return true;
        }
        AtomicReference<Update> slot = slots.get(topic);
        if (slot == null) {
            slot = add(topic);
        }
        if (slot == null) {
            return false;
        }
        Update before = slot.getPlain();
        if (before == null || !isToldAgain(before.head(), update.head())) {
            silent.remove(topic);
            slot.setRelease(update);
        }
        return true;
    }

    private @Nullable AtomicReference<Update> add(Topic topic) {
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            if (!hasTakenThePlaceOfASilentOne()) {
                return null;
            }
        }
        AtomicReference<Update> added = new AtomicReference<>();
        slots.put(topic, added);
        return added;
    }

    private boolean hasTakenThePlaceOfASilentOne() {
        Iterator<Topic> all = silent.iterator();
        while (all.hasNext()) {
            Topic topic = all.next();
            if (silent.remove(topic)) { // Else it has spoken meanwhile.
                slots.remove(topic);
                return true;
            }
        }
        return false;
    }

    int size() {
        return size.get();
    }

    void forEach(Consumer<Update> visitor) {
        for (AtomicReference<Update> slot : slots.values()) {
            Update newest = slot.getAcquire();
            if (newest != null) {
                visitor.accept(newest);
            }
        }
    }

    /** What an update says as a whole value; null where it says none. */
    static @Nullable LastValue valueOf(Update update) {
        Data data = dataOf(update);
        return data == null ? null : new LastValue(update.head(), data);
    }

    private static @Nullable Data dataOf(Update update) {
        return switch (update) {
            case Update.Value value -> value.data();
            case Update.StatusChange change -> change.data();
            default -> null;
        };
    }

    private static boolean isKept(Topic.Kind kind) {
        return kind == Topic.Kind.QUOTE || kind == Topic.Kind.TICKER || kind == Topic.Kind.FX;
    }

    /** Whether it is what was remembered, which is no newer for being told in this life, too. */
    private static boolean isToldAgain(Head before, Head now) {
        return now.status() == Status.STALE
                && !now.epoch().equals(before.epoch())
                && now.recvUs() == before.recvUs()
                && now.tsUs() == before.tsUs()
                && now.source().equals(before.source());
    }
}
