package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.wire.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one buffer of all that one outbox sends in a drain. Outboxes of one encoding that send the same publications share
 * it: only the first of them pays for the copy.
 *
 * <p><b>Threads:</b> the lane's. The buffers are kept until {@link #forget}, at the end of each drain.
 */
final class Gather {
    private final Tally counts;

    /** One for each encoding that was ever wanted; so few that they are found soonest by looking. */
    private final List<Gathered> all = new ArrayList<>();

    /** @param counts of the lane */
    Gather(Tally counts) {
        this.counts = counts;
    }

    /** The publications in order, as one buffer to look at until the next is asked for. Not to be read from: it is shared. */
    ByteBuf of(Encoding encoding, Publication[] publications, int wanted, int bytes) {
        if (wanted == 1) {
            return publications[0].bytes(encoding, counts);
        }
        return gathered(encoding).of(publications, wanted, bytes, counts);
    }

    private Gathered gathered(Encoding encoding) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).encoding == encoding) {
                return all.get(i);
            }
        }
        Gathered none = new Gathered(encoding);
        all.add(none);
        return none;
    }

    void forget() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).forget();
        }
    }

    /** What was gathered last in one encoding. */
    private static final class Gathered {
        private final Encoding encoding;
        private Publication[] list = new Publication[16];
        private int count;
        private @Nullable ByteBuf buffer;

        private Gathered(Encoding encoding) {
            this.encoding = encoding;
        }

        private ByteBuf of(Publication[] publications, int wanted, int bytes, Tally counts) {
            ByteBuf before = buffer;
            if (before != null && isSame(publications, wanted)) {
                return before;
            }
            forget();
            ByteBuf fresh = Frames.POOL.directBuffer(bytes, bytes);
            for (int i = 0; i < wanted; i++) {
                ByteBuf message = publications[i].bytes(encoding, counts);
                fresh.writeBytes(message, 0, message.writerIndex());
            }
            remember(publications, wanted, fresh);
            return fresh;
        }

        private void forget() {
            if (buffer != null) {
                buffer.release();
                buffer = null;
                Arrays.fill(list, 0, count, null);
            }
        }

        private void remember(Publication[] publications, int wanted, ByteBuf fresh) {
            if (list.length < wanted) {
                list = new Publication[Math.max(wanted, list.length * 2)];
            }
            System.arraycopy(publications, 0, list, 0, wanted);
            count = wanted;
            buffer = fresh;
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
}
