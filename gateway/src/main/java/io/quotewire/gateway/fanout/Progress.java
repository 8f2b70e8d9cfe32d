package io.quotewire.gateway.fanout;

import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/**
 * For how long a socket has taken nothing.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Progress {
    private int current;
    private long taken;
    private int entries;
    private long sinceUs = -1;

    /** Time without a byte taken, in microseconds; 0 where nothing waits, which is what null says. */
    long since(long nowUs, @Nullable ChannelOutboundBuffer waits) {
        if (waits == null) {
            sinceUs = -1;
            return 0;
        }
        boolean moved = sinceUs < 0
                || current != System.identityHashCode(waits.current())
                || taken != waits.currentProgress()
                || waits.size() < entries;
        if (moved) {
            sinceUs = nowUs;
        }
        current = System.identityHashCode(waits.current());
        taken = waits.currentProgress();
        entries = waits.size();
        return nowUs - sinceUs;
    }
}
