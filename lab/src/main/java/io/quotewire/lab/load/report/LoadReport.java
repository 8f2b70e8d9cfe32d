package io.quotewire.lab.load.report;

import io.quotewire.lab.load.check.Fault;
import io.quotewire.lab.load.measure.Spread;
import io.quotewire.lab.load.measure.Timeline.Second;
import io.quotewire.lab.load.report.Threshold.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param profile its name
 * @param url what was put to the test
 * @param thresholds those that were asked for, then those that always hold
 * @param sections in the order in which they are read
 * @param faults what the checker found, the first of it
 * @param notes what a reader must know to read the figures right, a sentence each
 * @param curves how long messages took, by what is shown beside each other
 * @param seconds the measured time
 */
public record LoadReport(
        String profile,
        String url,
        List<Judged> thresholds,
        List<Section> sections,
        List<Fault> faults,
        List<String> notes,
        List<Curve> curves,
        List<Second> seconds) {
    public LoadReport {
        thresholds = List.copyOf(thresholds);
        sections = List.copyOf(sections);
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
        curves = List.copyOf(curves);
        seconds = List.copyOf(seconds);
    }

    /** A line of the picture of percentiles. */
    public record Curve(String name, Spread spread) {}

    /** The same with one more section, behind the others. */
    public LoadReport with(Section section) {
        List<Section> more = new ArrayList<>(sections);
        more.add(section);
        return new LoadReport(profile, url, thresholds, more, faults, notes, curves, seconds);
    }

    /** Whether every threshold held and the checker found nothing. */
    public boolean passed() {
        return faults.isEmpty() && thresholds.stream().allMatch(Judged::passed);
    }

    /** Holds the figures of a run to what it must keep to. */
    public static List<Judged> judge(List<Threshold> thresholds, Map<String, Double> figures) {
        return thresholds.stream().map(threshold -> threshold.judge(figures)).toList();
    }
}
