package io.quotewire.lab.load.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * What the load test itself takes, so that it does not blame a server for its own lateness.
 *
 * <p>A beat comes every {@value #BEAT_MS} ms on the loop; how late it is is how long a message may have waited here before it
 * was read.
 *
 * <p><b>Threads:</b> the loop's; {@link #mostFiles} any.
 */
public final class Generator {
    public static final int BEAT_MS = 10;

    private final Histogram lateUs = new Histogram(Meter.LONGEST_US, 3);
    private final long loopThread;
    private long beganNs;
    private long loopCpuNs;
    private long processCpuNs;

    /** Made on the loop. */
    public Generator() {
        this.loopThread = Thread.currentThread().threadId();
        reset();
    }

    /**
     * What was taken since the last reset.
     *
     * @param lateness of the beats
     * @param loopShare of a core, by the thread that reads and sends: 0 to 1
     * @param cores by the whole process, compiler and collector included
     */
    public record Reading(Spread lateness, double loopShare, double cores) {
        private static final double BUSY = 0.9;
        private static final double LATE_PART = 0.5;
        private static final double LEAST_LATE_MS = 5;

        /** Whether messages may have waited here longer than on their way: what they took says more of us than of the server. */
        public boolean isBottleneck(Spread delivery) {
            boolean late = lateness.p99Ms() > Math.max(LEAST_LATE_MS, LATE_PART * delivery.p99Ms());
            return loopShare > BUSY || late;
        }
    }

    public void beat(long lateNs) {
        lateUs.recordValue(Math.clamp(lateNs / 1_000, 0, Meter.LONGEST_US));
    }

    public void reset() {
        lateUs.reset();
        beganNs = System.nanoTime();
        loopCpuNs = loopCpu();
        processCpuNs = processCpu();
    }

    public Reading reading() {
        double ns = Math.max(1, System.nanoTime() - beganNs);
        return new Reading(Spread.of(lateUs), (loopCpu() - loopCpuNs) / ns, (processCpu() - processCpuNs) / ns);
    }

    /** How many files, connections among them, this process may have open; empty where the system does not say. */
    public static OptionalLong mostFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? OptionalLong.of(system.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }

    private long loopCpu() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(loopThread);
    }

    private static long processCpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
