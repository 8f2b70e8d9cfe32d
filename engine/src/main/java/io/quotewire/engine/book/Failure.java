package io.quotewire.engine.book;

/** How a book can turn out to be wrong. */
public enum Failure {
    /** The feed missed something. */
    SEQUENCE("sequence"),
    /** It does not add up to what the venue says that it does. */
    CHECKSUM("checksum"),
    /** A level cannot be: its price or size is not possible, or cannot be compared with the others. */
    UNFIT("unfit"),
    /** It stayed crossed. */
    CROSSED("crossed"),
    /** The venue's own picture of it is another. */
    AUDIT("audit");

    private final String text;

    Failure(String text) {
        this.text = text;
    }

    /** As printed in metrics and reasons. */
    public String text() {
        return text;
    }
}
