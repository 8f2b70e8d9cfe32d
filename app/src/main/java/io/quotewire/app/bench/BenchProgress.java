package io.quotewire.app.bench;

import io.quotewire.lab.load.measure.Timeline.Second;
import io.quotewire.lab.load.run.Onlooker;
import io.quotewire.lab.load.run.Progress;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells how far a load test is: on a terminal one line that is written over each second, elsewhere a line when something else
 * begins and every ten seconds.
 *
 * <p><b>Threads:</b> one.
 */
public final class BenchProgress implements Onlooker {
    private static final int BAR = 20;
    private static final int EVERY = 10;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean overwrites;
    private String phase = "";
    private long told;

    /**
     * Tells nothing yet.
     *
     * @param overwrites whether {@code err} is a terminal that can write over a line
     */
    public BenchProgress(PrintStream err, boolean overwrites) {
        this.err = err;
        this.overwrites = overwrites;
    }

    @Override
    public void on(Progress progress) {
        boolean begins = !progress.phase().equals(phase);
        phase = progress.phase();
        if (overwrites) {
            err.print(CLEAR + line(progress));
            err.flush();
        } else if (begins || ++told % EVERY == 0) {
            err.println(line(progress).strip());
            told = 0;
        }
    }

    /** Nothing more comes; what is printed next begins a line. */
    public void end() {
        if (overwrites) {
            err.print(CLEAR);
            err.flush();
        }
    }

    private static String line(Progress progress) {
        long of = Math.max(1, progress.of());
        int full = (int) Math.min(BAR, BAR * progress.done() / of);
        String bar = "█".repeat(full) + "░".repeat(BAR - full);
        Second second = progress.second();
        String figures = second.at() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "   msg/s %,d   p50 %.1f  p99 %.1f  max %.1f ms",
                        second.messages(),
                        second.p50Ms(),
                        second.p99Ms(),
                        second.maxMs());
        return " %s %s %d/%d%s   err %d"
                .formatted(progress.phase(), bar, progress.done(), progress.of(), figures, progress.errors());
    }
}
