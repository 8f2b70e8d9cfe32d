package io.quotewire.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which family of tokens, and which of the family: 16 bytes that all of a family share, and a secret of 32. Immutable. It prints
 * nothing of itself but by {@link #text}.
 */
final class RefreshToken {
    private static final int SELECTOR_BYTES = 16;

    private final byte[] selector;
    private final byte[] secret;

    private RefreshToken(byte[] selector, byte[] secret) {
        this.selector = selector;
        this.secret = secret;
    }

    /** The first of a new family. */
    static RefreshToken random() {
        return new RefreshToken(Tokens.random(SELECTOR_BYTES), Tokens.random(Tokens.SECRET_BYTES));
    }

    /** Null where {@code text} is none. */
    static @Nullable RefreshToken parse(String text) {
        byte[] bytes = Tokens.bytes(text, SELECTOR_BYTES + Tokens.SECRET_BYTES);
        return bytes == null
                ? null
                : new RefreshToken(
                        Arrays.copyOf(bytes, SELECTOR_BYTES), Arrays.copyOfRange(bytes, SELECTOR_BYTES, bytes.length));
    }

    String text() {
        byte[] bytes = Arrays.copyOf(selector, SELECTOR_BYTES + Tokens.SECRET_BYTES);
        System.arraycopy(secret, 0, bytes, SELECTOR_BYTES, Tokens.SECRET_BYTES);
        return Tokens.text(bytes);
    }

    /** Another of the same family. */
    RefreshToken next() {
        return new RefreshToken(selector, Tokens.random(Tokens.SECRET_BYTES));
    }

    /** {@code next} as it may lie in the database: only who holds this token can read it. */
    String veiled(RefreshToken next) {
        return Tokens.text(Tokens.veiled(next.secret, secret));
    }

    /** What {@link #veiled} was made of. */
    RefreshToken unveiled(String successor) {
        byte[] veiled = Tokens.bytes(successor, Tokens.SECRET_BYTES);
        if (veiled == null) {
            throw new IllegalStateException("a successor in the database is no secret");
        }
        return new RefreshToken(selector, Tokens.veiled(veiled, secret));
    }

    String selectorHash() {
        return Tokens.hash(selector);
    }

    String secretHash() {
        return Tokens.hash(secret);
    }
}
