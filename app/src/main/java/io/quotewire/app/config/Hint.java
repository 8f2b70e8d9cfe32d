package io.quotewire.app.config;

import io.quotewire.model.NearNames;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names what somebody probably meant. */
public final class Hint {
    private Hint() {}

    /** {@code "; did you mean okx?"}, or nothing where no known name is near. */
    public static String of(String wanted, Collection<String> known) {
        String near = nearest(wanted, known);
        return near == null ? "" : "; did you mean " + near + "?";
    }

    /** The known name that is nearest to {@code wanted}, or null where none is near. */
    public static @Nullable String nearest(String wanted, Collection<String> known) {
        List<String> near = NearNames.of(wanted, known);
        return near.isEmpty() ? null : near.getFirst();
    }
}
