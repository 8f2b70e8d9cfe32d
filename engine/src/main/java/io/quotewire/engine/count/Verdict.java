package io.quotewire.engine.count;

import io.quotewire.engine.count.Tally.Count;

/** What can be held against a channel, each a reason to call its values stale. */
public enum Verdict {
    /** Others said something where it did not, or it said only what cannot be believed. */
    SILENT(Count.VERDICTS_SILENT),
    /** It had said nothing lately when the quotes of its listing were found to be silent. */
    WITH_QUOTES(Count.VERDICTS_SILENT),
    /** Its whole venue says nothing. */
    MUTE(Count.VERDICTS_MUTE),
    /** Its listing's events come long after they happened. */
    LATE(Count.VERDICTS_LATE);

    private final Count count;

    Verdict(Count count) {
        this.count = count;
    }

    public Count count() {
        return count;
    }
}
