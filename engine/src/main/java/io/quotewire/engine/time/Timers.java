package io.quotewire.engine.time;

import java.util.Arrays;

/**
 * Timers in the order in which they are due; those due together fire in the order in which they were made, so that the
 * order depends on nothing but the events.
 *
 * <p>A binary heap, because a deadline that each event moves must cost an event nothing: moving a timer to later is left
 * undone until it fires, and its owner then arms it anew. A timer therefore may fire early and must look for itself.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Timers {
    public static final long NEVER = Long.MAX_VALUE;

    private Timer[] heap = new Timer[64];
    private int size;
    private int made;

    public Timer create(Task task) {
        return new Timer(task, made++);
    }

    /** Makes the timer fire at {@code dueUs} at the latest; {@link #NEVER} changes nothing. */
    public void arm(Timer timer, long dueUs) {
        if (dueUs == NEVER || (timer.slot >= 0 && timer.dueUs <= dueUs)) {
            return;
        }
        timer.dueUs = dueUs;
        if (timer.slot < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            timer.slot = size++;
        }
        rise(timer);
    }

    public long nextDueUs() {
        return size == 0 ? NEVER : heap[0].dueUs;
    }

    /** Takes out the timer that is due first, and fires it. There must be one. */
    public void fireNext(long nowUs) {
        Timer first = heap[0];
        Timer moved = heap[--size];
        first.slot = -1;
        if (size > 0) {
            sink(moved);
        }
        first.task.expire(nowUs);
    }

    private void rise(Timer timer) {
        int slot = timer.slot;
        while (slot > 0) {
            int parent = (slot - 1) / 2;
            if (!timer.isBefore(heap[parent])) {
                break;
            }
            put(heap[parent], slot);
            slot = parent;
        }
        put(timer, slot);
    }

    private void sink(Timer timer) {
        int slot = 0;
        for (int child = 1; child < size; child = 2 * slot + 1) {
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(timer)) {
                break;
            }
            put(heap[child], slot);
            slot = child;
        }
        put(timer, slot);
    }

    private void put(Timer timer, int slot) {
        heap[slot] = timer;
        timer.slot = slot;
    }

    /** What a timer is for. */
    @FunctionalInterface
    public interface Task {
        void expire(long nowUs);
    }

    /** One entry, made once for its owner and armed again and again. */
    public static final class Timer {
        private final Task task;
        private final int number;
        private long dueUs;
        private int slot = -1;

        private Timer(Task task, int number) {
            this.task = task;
            this.number = number;
        }

        private boolean isBefore(Timer other) {
            return dueUs != other.dueUs ? dueUs < other.dueUs : number < other.number;
        }
    }
}
