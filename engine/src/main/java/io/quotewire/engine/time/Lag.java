package io.quotewire.engine.time;

/**
 * How far behind a venue's events are, by the smallest difference of our time and theirs so far: what no clock that is
 * off and no distance explains. That floor creeps up by 1 ms a second, so that clocks may drift apart.
 *
 * <p>It falls only where {@link #CONFIRM} timed events in a row are below it: one event from the future must not make all
 * that follow it late. A stamp that is {@link #AHEAD_US ahead} of our clock counts only while all of a venue's are: beside
 * others it is wrong, however often it comes.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Lag {
    static final int CONFIRM = 3;
    private static final long CREEP = 1_000;
    private static final long NONE = Long.MAX_VALUE / 2;

    /** Two clocks that anybody minds are not so far apart. */
    private static final long AHEAD_US = 60_000_000;

    /** Without the creep: of an event at time t the floor is this and t / {@link #CREEP}. */
    private long floorUs = NONE;

    private int below;
    private long highestUs = Long.MIN_VALUE;
    private boolean allAhead = true;

    /** Whether an event is of a time that our clock has long to reach. */
    public static boolean isAhead(long tsUs, long recvUs) {
        return tsUs - recvUs > AHEAD_US;
    }

    /** How far behind an event is, less than 1 where it is not. */
    public long of(long tsUs, long recvUs) {
        if (isAhead(tsUs, recvUs)) {
            return allAhead ? compared(tsUs, recvUs) : 0;
        }
        if (allAhead) {
            allAhead = false;
            floorUs = NONE;
            below = 0;
            highestUs = Long.MIN_VALUE;
        }
        return compared(tsUs, recvUs);
    }

    /** Whether enough has come to say how the venue's clock stands to ours. */
    public boolean isKnown() {
        return floorUs != NONE;
    }

    /** How much later than its own time the fastest event reaches us now, where that is known. */
    public long floorUs(long nowUs) {
        return floorUs + nowUs / CREEP;
    }

    private long compared(long tsUs, long recvUs) {
        long lagUs = recvUs - tsUs - recvUs / CREEP;
        long behindUs = lagUs - floorUs;
        if (behindUs >= 0) {
            below = 0;
            highestUs = Long.MIN_VALUE;
        } else {
            sink(lagUs);
        }
        return behindUs;
    }

    private void sink(long lagUs) {
        highestUs = Math.max(highestUs, lagUs);
        if (++below == CONFIRM) {
            floorUs = highestUs;
            below = 0;
            highestUs = Long.MIN_VALUE;
        }
    }
}
