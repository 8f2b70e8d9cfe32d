package io.quotewire.engine;

import io.quotewire.model.Status;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which venue a best topic should follow, told the status of every venue at each moment at which one may change.
 *
 * <p><b>Threads:</b> the test's only.
 */
final class BestModel {
    private final List<String> order;
    private final long returnAfterUs;
    private final boolean[] wasLost;
    private final @Nullable Status[] before;
    private final long[] liveSinceUs;
    private @Nullable String chosen;

    BestModel(List<String> order, long returnAfterUs) {
        this.order = order;
        this.returnAfterUs = returnAfterUs;
        this.wasLost = new boolean[order.size()];
        this.before = new @Nullable Status[order.size()];
        this.liveSinceUs = new long[order.size()];
    }

    void on(String venue, Status status, long nowUs) {
        int rank = order.indexOf(venue);
        if (rank < 0) {
            return;
        }
        if (status == Status.LIVE && before[rank] != Status.LIVE) {
            liveSinceUs[rank] = nowUs;
        }
        wasLost[rank] |= before[rank] == Status.LIVE && status != Status.LIVE;
        wasLost[rank] &= status != Status.CLOSED;
        before[rank] = status;
    }

    /** The venue to follow at {@code nowUs}, null before there was any. */
    @Nullable
    String chosen(long nowUs) {
        List<String> live = order.stream()
                .filter(venue -> before[order.indexOf(venue)] == Status.LIVE)
                .toList();
        List<String> settled =
                live.stream().filter(venue -> isSettled(venue, nowUs)).toList();
        if (!live.isEmpty()) {
            chosen = settled.isEmpty() ? live.getFirst() : settled.getFirst();
        }
        return chosen;
    }

    private boolean isSettled(String venue, long nowUs) {
        int rank = order.indexOf(venue);
        return venue.equals(chosen) || !wasLost[rank] || nowUs >= liveSinceUs[rank] + returnAfterUs;
    }

    @Override
    public String toString() {
        return chosen + " of " + order + Arrays.toString(before);
    }
}
