package io.quotewire.gateway.socket;

import io.netty.channel.ChannelOutboundBuffer;

/**
 * For how long a socket has taken nothing of what waits for it; to be made anew whenever nothing does.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Progress {
    private int current;
    private long taken;
    private int entries;
    private long sinceUs = -1;

    /** Time without a byte taken of what waits, in microseconds. */
    long since(long nowUs, ChannelOutboundBuffer waits) {
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
