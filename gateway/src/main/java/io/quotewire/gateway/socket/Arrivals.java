package io.quotewire.gateway.socket;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How fast connections may come, from everywhere together and from one address. A second's worth may come at once.
 *
 * <p>Of each address one number is kept: when all that has come would be over if it had come evenly. An address is forgotten
 * once that has passed; as only those are kept that were let in, they are no more than come in two seconds.
 *
 * <p><b>Threads:</b> any.
 */
public final class Arrivals {
    private static final long AT_ONCE_NS = 1_000_000_000;

    private final long gapNs;
    private final long gapPerAddressNs;
    private final Map<ByteBuffer, Long> overNs = new HashMap<>();
    private long allOverNs;
    private long sweepNs;

    /**
     * Nobody has come yet.
     *
     * @param perS of all together; 1 to 1,000,000
     * @param perSPerAddress of one address; 1 to {@code perS}
     */
    public Arrivals(int perS, int perSPerAddress) {
        gapNs = AT_ONCE_NS / perS;
        gapPerAddressNs = AT_ONCE_NS / perSPerAddress;
    }

    /**
     * Whether one more may come from {@code address} now. Who may not does not count.
     *
     * @param nowUs the present; threads need not agree on it to the microsecond
     */
    public synchronized boolean admit(ByteBuffer address, long nowUs) {
        long nowNs = TimeUnit.MICROSECONDS.toNanos(nowUs);
        long all = next(allOverNs, gapNs, nowNs);
        if (all - nowNs > AT_ONCE_NS || !admitKnown(address, nowUs)) {
            return false;
        }
        allOverNs = all;
        return true;
    }

    /** The same where it is not known from where: only all of them together count. */
    public synchronized boolean admitUnknown(long nowUs) {
        long nowNs = TimeUnit.MICROSECONDS.toNanos(nowUs);
        long all = next(allOverNs, gapNs, nowNs);
        boolean inTime = all - nowNs <= AT_ONCE_NS;
        if (inTime) {
            allOverNs = all;
        }
        return inTime;
    }

    /** Now it is known from where one is that has been let in so: only that address counts. */
    public synchronized boolean admitKnown(ByteBuffer address, long nowUs) {
        long nowNs = TimeUnit.MICROSECONDS.toNanos(nowUs);
        if (nowNs >= sweepNs) {
            overNs.values().removeIf(over -> over <= nowNs);
            sweepNs = nowNs + AT_ONCE_NS;
        }
        long same = next(overNs.getOrDefault(address, 0L), gapPerAddressNs, nowNs);
        boolean inTime = same - nowNs <= AT_ONCE_NS;
        if (inTime) {
            overNs.put(address, same);
        }
        return inTime;
    }

    /** Of how many addresses anything is known. */
    synchronized int addresses() {
        return overNs.size();
    }

    private static long next(long overNs, long gapNs, long nowNs) {
        return Math.max(overNs, nowNs) + gapNs;
    }
}
