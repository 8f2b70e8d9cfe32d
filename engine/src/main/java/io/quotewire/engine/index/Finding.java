package io.quotewire.engine.index;

import io.quotewire.model.Decimal;
import io.quotewire.model.Update.Rejected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a look at all venues. */
public sealed interface Finding {
    /**
     * An index.
     *
     * @param bid median of the constituents' bids; {@code ask} likewise
     * @param last median of the last prices of those that have one, null where none has
     * @param newest the constituent that reached us last
     * @param constituents by name; {@code rejected} likewise
     */
    record Index(
            Decimal bid,
            Decimal ask,
            @Nullable Decimal last,
            Opinion newest,
            List<String> constituents,
            List<Rejected> rejected,
            boolean simulated)
            implements Finding {}

    /** None, and why in words. */
    record None(String why) implements Finding {}

    /** It is not clear yet: what was found last stands. */
    record Unclear() implements Finding {}
}
