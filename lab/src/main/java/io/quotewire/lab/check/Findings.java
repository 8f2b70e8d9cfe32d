package io.quotewire.lab.check;

import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.model.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found, the first of it in words, all of it counted. Not thread-safe. */
final class Findings {
    private final int most;
    private final List<Finding> kept = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    Findings(int most) {
        this.most = most;
    }

    void add(Kind kind, Topic topic, String detail) {
        counts.merge(kind, 1L, Long::sum);
        if (kept.size() < most) {
            kept.add(new Finding(kind, topic, detail));
        }
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
