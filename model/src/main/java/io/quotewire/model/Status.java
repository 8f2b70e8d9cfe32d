package io.quotewire.model;

/** How far a value can be trusted; part of every data message. */
public enum Status {
    /** Fresh: its source keeps it true. */
    LIVE("live"),
    /** Silent though data were due, or late. */
    STALE("stale"),
    /** A book being rebuilt. */
    RESYNC("resync"),
    /** No source. */
    DOWN("down"),
    /** The venue says that trading is halted. */
    HALTED("halted"),
    /** No longer fed, because nobody wanted it. */
    CLOSED("closed");

    private final String text;

    Status(String text) {
        this.text = text;
    }

    /** As printed in messages. */
    public String text() {
        return text;
    }
}
