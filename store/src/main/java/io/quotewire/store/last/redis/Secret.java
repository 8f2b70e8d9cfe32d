package io.quotewire.store.last.redis;

import io.quotewire.model.Check;

/** A text that nobody may see. It prints nothing of itself. */
public final class Secret {
    private static final int MOST = 1_000;

    private final String text;

    /**
     * Keeps a text to itself.
     *
     * @param text 1 to 1,000 characters
     */
    public Secret(String text) {
        Check.range("a secret (characters)", text.length(), 1, MOST);
        this.text = text;
    }

    char[] reveal() {
        return text.toCharArray();
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
