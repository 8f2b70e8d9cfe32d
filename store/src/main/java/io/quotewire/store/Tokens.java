package io.quotewire.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that we make ourselves, and what is kept of them. They are random and long: one SHA-256 suffices, where a password
 * takes a slow hash.
 *
 * <p><b>Threads:</b> any.
 */
final class Tokens {
    /** Of every secret. */
    static final int SECRET_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** {@code length} of the characters {@code alphabet}, each as likely as the others. */
    static String random(String alphabet, int length) {
        return RANDOM.ints(length, 0, alphabet.length())
                .collect(StringBuilder::new, (text, at) -> text.append(alphabet.charAt(at)), StringBuilder::append)
                .toString();
    }

    /** In the letters that may stand in a URL. */
    static String text(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** The {@code length} bytes that {@code text} stands for; null where it is not exactly that. */
    static byte @Nullable [] bytes(String text, int length) {
        if (text.length() != (length * 4 + 2) / 3) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == length && text(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Takes as long wherever the two differ. */
    static boolean isSame(String hash, String other) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /** {@code secret} as only the holder of {@code key} can read it; the same again gives {@code secret}. */
    static byte[] veiled(byte[] secret, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] veil = mac.doFinal("successor".getBytes(StandardCharsets.US_ASCII));
            byte[] veiled = secret.clone();
            for (int i = 0; i < veiled.length; i++) {
                veiled[i] ^= veil[i];
            }
            return veiled;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
