package io.quotewire.model;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Old names of assets and what they are called now. Immutable. */
public final class Aliases {
    public static final Aliases NONE = new Aliases(Map.of());

    private final Map<String, String> current;

    Aliases(Map<String, String> current) {
        this.current = Map.copyOf(current);
    }

    /**
     * What somebody means who says {@code asked}: itself where that is listed, or nothing else is; else the listed one under
     * the names of today. So an old name that is still traded, or that is another asset's by now, stays what it is.
     */
    public Instrument current(Instrument asked, Predicate<Instrument> listed) {
        if (current.isEmpty() || listed.test(asked)) {
            return asked;
        }
        for (String base : names(asked.base())) {
            for (String quote : names(asked.quote())) {
                Instrument meant = new Instrument(base, quote);
                if (listed.test(meant)) {
                    return meant;
                }
            }
        }
        return asked;
    }

    /** The name and its successors, the oldest first. */
    private Set<String> names(String code) {
        Set<String> names = new LinkedHashSet<>();
        @Nullable String name = code;
        while (name != null && names.add(name)) {
            name = current.get(name);
        }
        return names;
    }
}
