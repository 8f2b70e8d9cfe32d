package io.quotewire.lab.load.run;

import io.quotewire.lab.load.measure.Generator;
import io.quotewire.lab.load.measure.Meter;
import io.quotewire.lab.load.measure.Spread;
import io.quotewire.lab.load.measure.Timeline.Second;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What native clients were told in the time that was measured, and at what cost.
 *
 * @param spreads of each transport that is of the plan
 * @param all of all of them together
 * @param messages of the streams, without beginnings and answers
 * @param early messages that came before they were sent, by the clocks
 * @param open connections at its end
 * @param slowest how the message begins that took longest; empty where none was measured
 */
record Measured(
        long ns,
        Map<String, Spread> spreads,
        Spread all,
        long messages,
        long bytes,
        long early,
        long open,
        String slowest,
        List<Second> seconds,
        ServerLoad server,
        Generator.Reading generator) {
    private static final double NS_PER_S = 1e9;

    /** What {@code audience} has measured since it began to; on the loop. */
    static Measured of(Audience audience, Mix mix, long ns, ServerLoad server, Generator.Reading generator) {
        Histogram us = new Histogram(Meter.LONGEST_US, 3);
        Map<String, Spread> spreads = new LinkedHashMap<>();
        if (mix.ws() > 0) {
            spreads.put("ws", audience.ws().spread());
            audience.ws().addTo(us);
        }
        if (mix.sse() > 0) {
            spreads.put("sse", audience.sse().spread());
            audience.sse().addTo(us);
        }
        return new Measured(
                ns,
                spreads,
                Spread.of(us),
                audience.ws().messages() + audience.sse().messages(),
                audience.ws().bytes() + audience.sse().bytes(),
                audience.ws().early() + audience.sse().early(),
                audience.connections(),
                audience.slowest(),
                audience.timeline().seconds(),
                server,
                generator);
    }

    double perSecond() {
        return ns == 0 ? 0 : messages * NS_PER_S / ns;
    }
}
