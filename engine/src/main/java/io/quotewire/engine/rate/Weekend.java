package io.quotewire.engine.rate;

/**
 * When the markets that make rates of fiat money are shut: from Friday 22:00 to Sunday 22:00 UTC, which is 17:00 in New York in
 * winter. Nothing hangs on the hour by which that is off in summer.
 */
public final class Weekend {
    private static final long DAY_US = 86_400_000_000L;
    private static final long WEEK_US = 7 * DAY_US;
    private static final long LENGTH_US = 2 * DAY_US;

    /** The first Friday 22:00 after the beginning of 1970, which was a Thursday. */
    private static final long FIRST_US = DAY_US + 79_200_000_000L;

    private Weekend() {}

    public static boolean is(long us) {
        return Math.floorMod(us - FIRST_US, WEEK_US) < LENGTH_US;
    }

    /** When the next one begins, or this one ends. */
    public static long nextUs(long us) {
        long inUs = Math.floorMod(us - FIRST_US, WEEK_US);
        return us - inUs + (inUs < LENGTH_US ? LENGTH_US : WEEK_US);
    }

    /** How much of the time between the two was no weekend; 0 where {@code toUs} is not the later. */
    public static long openUs(long fromUs, long toUs) {
        return toUs <= fromUs ? 0 : toUs - fromUs - (shutUs(toUs) - shutUs(fromUs));
    }

    /** When that much time will have passed since {@code fromUs}, without the weekends. */
    public static long afterUs(long fromUs, long openUs) {
        long atUs = fromUs;
        long leftUs = openUs;
        while (true) {
            long inUs = Math.floorMod(atUs - FIRST_US, WEEK_US);
            atUs += Math.max(0, LENGTH_US - inUs);
            long untilUs = WEEK_US - Math.max(inUs, LENGTH_US);
            if (leftUs <= untilUs) {
                return atUs + leftUs;
            }
            leftUs -= untilUs;
            atUs += untilUs;
        }
    }

    /** How much of all time until then was weekend. */
    private static long shutUs(long us) {
        long sinceUs = us - FIRST_US;
        return Math.floorDiv(sinceUs, WEEK_US) * LENGTH_US + Math.min(LENGTH_US, Math.floorMod(sinceUs, WEEK_US));
    }
}
