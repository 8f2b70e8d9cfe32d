package io.quotewire.gateway.socket;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast connections may come, from everywhere together and from one address. A second's worth may come at once.
 *
 * <p>Of each address one number is kept: when all that has come would be over if it had come evenly. An address is forgotten
 * once that has passed; as only those are kept that were let in, they are no more than come in two seconds.
 *
 * <p><b>Threads:</b> any.
 */
public final class Arrivals {
    private static final long AT_ONCE_US = 1_000_000;

    private final long gapUs;
    private final long gapPerAddressUs;
    private final Map<List<Byte>, Long> overUs = new HashMap<>();
    private long allOverUs;
    private long sweepUs;

    /**
     * Nobody has come yet.
     *
     * @param perS of all together; 1 to 1,000,000
     * @param perSPerAddress of one address; 1 to {@code perS}
     */
    public Arrivals(int perS, int perSPerAddress) {
        gapUs = AT_ONCE_US / perS;
        gapPerAddressUs = AT_ONCE_US / perSPerAddress;
    }

    /**
     * Whether one more may come from {@code address} now. Who may not does not count.
     *
     * @param nowUs never less than before
     */
    public synchronized boolean admit(List<Byte> address, long nowUs) {
        if (nowUs >= sweepUs) {
            overUs.values().removeIf(over -> over <= nowUs);
            sweepUs = nowUs + AT_ONCE_US;
        }
        long all = next(allOverUs, gapUs, nowUs);
        long same = next(overUs.getOrDefault(address, 0L), gapPerAddressUs, nowUs);
        if (all - nowUs > AT_ONCE_US || same - nowUs > AT_ONCE_US) {
            return false;
        }
        allOverUs = all;
        overUs.put(address, same);
        return true;
    }

    /** Of how many addresses anything is known. */
    synchronized int addresses() {
        return overUs.size();
    }

    private static long next(long overUs, long gapUs, long nowUs) {
        return Math.max(overUs, nowUs) + gapUs;
    }
}
