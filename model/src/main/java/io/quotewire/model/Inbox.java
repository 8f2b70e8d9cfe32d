package io.quotewire.model;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A bounded queue by which any thread reaches the one that owns some state.
 *
 * <p><b>Threads:</b> {@link #offer} from any; {@link #drain} from the owner only. The owner is woken once for however
 * many items arrive before it looks.
 */
public final class Inbox<T> {
    private final ArrayBlockingQueue<T> queue;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable waker;

    /**
     * @param capacity most items that wait
     * @param waker makes the owner call {@link #drain} soon; runs on the offering thread
     */
    public Inbox(int capacity, Runnable waker) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.waker = waker;
    }

    /** False when full. Never blocks. */
    public boolean offer(T item) {
        if (!queue.offer(item)) {
            return false;
        }
        if (!woken.get() && woken.compareAndSet(false, true)) {
            waker.run();
        }
        return true;
    }

    /**
     * Hands over at most {@code limit} items and says how many. The flag is cleared first, so that an item offered while
     * this runs wakes the owner again. An owner that stops at the limit must come back by itself.
     */
    public int drain(Consumer<? super T> consumer, int limit) {
        woken.set(false);
        for (int drained = 0; drained < limit; drained++) {
            T item = queue.poll();
            if (item == null) {
                return drained;
            }
            consumer.accept(item);
        }
        return limit;
    }

    public int size() {
        return queue.size();
    }

    /** How many more items fit now. */
    public int room() {
        return queue.remainingCapacity();
    }
}
