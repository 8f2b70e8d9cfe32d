package io.quotewire.lab.load.report;

import java.util.List;

/** A part of a report, in the same words for people and machines. */
public sealed interface Section {
    /** Its name in JSON. */
    String key();

    /** Its name for people, in capitals. */
    String title();

    /** A few values that stand for themselves. */
    record Facts(String key, String title, List<Fact> facts) implements Section {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /**
     * A value with its name.
     *
     * @param key in JSON, with the unit where there is one
     * @param label for people
     */
    record Fact(String key, String label, Figure figure) {}

    /** Values of several things, one a row. */
    record Table(String key, String title, List<Column> columns, List<List<Figure>> rows) implements Section {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** What a column has, as {@link Fact} has it. */
    record Column(String key, String label) {}
}
