package io.quotewire.store.last.value;

/** Why a value is not kept, or one that was kept is not told. */
public enum Refusal {
    /** It cannot be read: cut, altered, or never one of ours. */
    GARBAGE("garbage"),
    /** It is written as another version of this program writes. */
    VERSION("version"),
    /** It is longer than any value. */
    SIZE("size"),
    /** It stands under another topic's name. */
    MISPLACED("misplaced"),
    /** No topic of that name says such a thing. */
    IMPOSSIBLE("impossible"),
    /** It is of a time that has not come. */
    FUTURE("future"),
    /** It is older than is of use. */
    AGE("age"),
    /** Nobody wanted it any more when it was written. */
    CLOSED("closed"),
    /** Its source or topic is none that this gateway has. */
    UNKNOWN("unknown"),
    /** There are as many as may be. */
    FULL("full"),
    /** A newer one is kept. */
    OLDER("older");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** As the label of a metric. */
    public String text() {
        return text;
    }
}
