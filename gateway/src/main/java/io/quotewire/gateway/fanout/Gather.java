package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.wire.Frames;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes one buffer of all that one outbox sends in a drain. Outboxes that send the same publications share it: only the
 * first of them pays for the copy.
 *
 * <p><b>Threads:</b> the lane's. The buffer is kept until {@link #forget}, at the end of each drain.
 */
final class Gather {
    private Publication[] list = new Publication[16];
    private int count;
    private @Nullable ByteBuf gathered;

    /** The frames in order, as one buffer that the caller owns. */
    ByteBuf of(Publication[] publications, int wanted, int bytes) {
        if (wanted == 1) {
            return publications[0].frame().retainedDuplicate();
        }
        ByteBuf before = gathered;
        if (before != null && isSame(publications, wanted)) {
            return before.retainedDuplicate();
        }
        forget();
        ByteBuf fresh = Frames.POOL.directBuffer(bytes, bytes);
        for (int i = 0; i < wanted; i++) {
            ByteBuf frame = publications[i].frame();
            fresh.writeBytes(frame, 0, publications[i].length());
        }
        remember(publications, wanted, fresh);
        return fresh.retainedDuplicate();
    }

    void forget() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
            Arrays.fill(list, 0, count, null);
        }
    }

    private void remember(Publication[] publications, int wanted, ByteBuf fresh) {
        if (list.length < wanted) {
            list = new Publication[Math.max(wanted, list.length * 2)];
        }
        System.arraycopy(publications, 0, list, 0, wanted);
        count = wanted;
        gathered = fresh;
    }

    private boolean isSame(Publication[] publications, int wanted) {
        if (wanted != count) {
            return false;
        }
        for (int i = 0; i < wanted; i++) {
            if (publications[i] != list[i]) {
                return false;
            }
        }
        return true;
    }
}
