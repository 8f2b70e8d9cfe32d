package io.quotewire.model;

/** Who took: a trade of side {@code BUY} lifted the ask. */
public enum Side {
    BUY("buy"),
    SELL("sell");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    /** As printed in messages. */
    public String text() {
        return text;
    }
}
