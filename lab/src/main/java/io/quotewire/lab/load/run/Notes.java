package io.quotewire.lab.load.run;

import io.quotewire.lab.load.measure.Generator;
import io.quotewire.lab.load.measure.Spread;
import java.util.ArrayList;
import java.util.List;

/** What a reader of any report must know. */
final class Notes {
    private Notes() {}

    static List<String> of(Workbench bench, Generator.Reading generator, Spread times, boolean serverUnknown) {
        List<String> notes = new ArrayList<>();
        if (bench.isStopped()) {
            notes.add("Ended early: the figures are those of the time until then.");
        }
        if (generator.isBottleneck(times)) {
            notes.add("THE LOAD GENERATOR WAS ITSELF THE BOTTLENECK: these times say more of it than of the server."
                    + " Take fewer clients or messages, or another machine.");
        }
        if (bench.plan().target().isLoopback()) {
            notes.add("Load and server share this machine's cores, and a sender on loopback pays for the receiver too:"
                    + " a server alone on its machine does better.");
        }
        if (serverUnknown) {
            notes.add("The server shows no /metrics, so its CPU and memory are unknown.");
        }
        return notes;
    }
}
