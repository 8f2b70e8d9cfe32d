package io.quotewire.lab.load.run;

import io.quotewire.lab.load.report.Threshold;
import java.util.ArrayList;
import java.util.List;

/** What must hold in each run, whether somebody asks for it or not; who names the same figure overrides it. */
final class Always {
    private static final List<String> ANSWERED = List.of("errors==0", "messages>0");
    private static final List<String> CHECKED = List.of(
            "errors==0",
            "lost==0",
            "doubled==0",
            "reordered==0",
            "altered==0",
            "broken==0",
            "messages>0",
            "compared>0");

    private Always() {}

    /** Where what came is held to the protocol. */
    static List<Threshold> checked(List<Threshold> own) {
        return with(own, CHECKED);
    }

    /** Where only answers and prices are looked at. */
    static List<Threshold> answered(List<Threshold> own) {
        return with(own, ANSWERED);
    }

    private static List<Threshold> with(List<Threshold> own, List<String> always) {
        List<Threshold> all = new ArrayList<>(own);
        for (String text : always) {
            Threshold threshold = Threshold.parse(text);
            if (own.stream().noneMatch(each -> each.name().equals(threshold.name()))) {
                all.add(threshold);
            }
        }
        return all;
    }
}
