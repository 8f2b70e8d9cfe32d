package io.quotewire.app.command;

import io.quotewire.app.config.Hint;
import io.quotewire.app.node.Node;
import io.quotewire.model.Catalog;
import io.quotewire.model.Instrument;
import io.quotewire.model.Topic;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says once, when every venue has given its list, which of the wanted instruments none of them has. */
final class UnlistedWatch implements Watch {
    private final Node node;
    private final Set<String> venues;
    private final List<Instrument> wanted;
    private final PrintStream err;
    private boolean said;

    /** @param wanted instruments that somebody named: of the built-in ones some are always missing somewhere */
    UnlistedWatch(Node node, List<String> venues, List<Instrument> wanted, PrintStream err) {
        this.node = node;
        this.venues = Set.copyOf(venues);
        this.wanted = wanted;
        this.err = err;
    }

    @Override
    public @Nullable Ending look() {
        if (said) {
            return null;
        }
        Catalog catalog = node.catalog();
        if (!listed(catalog).containsAll(venues)) {
            return null;
        }
        said = true;
        for (Instrument instrument : unlisted(wanted, catalog)) {
            err.println("no venue lists " + instrument + Hint.of(instrument.toString(), catalog.instruments()));
        }
        return null;
    }

    /** Those that no venue has, under the name of today neither. */
    static List<Instrument> unlisted(List<Instrument> wanted, Catalog catalog) {
        return wanted.stream()
                .filter(instrument -> catalog.of(instrument).isEmpty())
                .filter(instrument -> catalog.renamed(new Topic(Topic.Kind.QUOTE, Topic.BEST, instrument)) == null)
                .toList();
    }

    private static Set<String> listed(Catalog catalog) {
        return catalog.listings().stream().map(info -> info.listing().venue()).collect(Collectors.toSet());
    }
}
