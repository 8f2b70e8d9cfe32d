package io.quotewire.gateway.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords may be chosen: long enough, and not what everybody tries first. There is no rule about kinds of characters, as
 * NIST SP 800-63B advises.
 *
 * <p>What is tried first is words that people like, with digits and signs around and in them. So what is looked up is the word
 * that is left when those are taken away and back: {@code P@ssw0rd123!} is {@code password}.
 */
public final class PasswordRules {
    public static final int SHORTEST = 8;

    /** Longest, in characters. Beyond it nothing is looked at. */
    public static final int LONGEST = 256;

    private static final int FEWEST_DIFFERENT = 4;
    private static final Pattern EDGES = Pattern.compile("^[^a-z]+|[^a-z]+$");
    private static final String SIGNS = "0134578@$!";
    private static final String LETTERS = "oieastbasi";
    private static final List<String> ROWS = List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "qwertyuiopasdfghjklzxcvbnm",
            "qwertzuiopasdfghjklyxcvbnm",
            "01234567890123456789");
    private static final Set<String> WORDS = words();

    private PasswordRules() {}

    /** What speaks against {@code password} for the account {@code name}, as a sentence; null for nothing. */
    public static @Nullable String objection(String password, String name) {
        int length = length(password);
        if (length < SHORTEST || length > LONGEST) {
            return "a password has " + SHORTEST + " to " + LONGEST + " characters; 15 or more are advised";
        }
        String small = Passwords.normal(password).toLowerCase(Locale.ROOT);
        boolean named = small.contains(name.toLowerCase(Locale.ROOT)) && length < name.length() + SHORTEST;
        boolean guessed = named
                || small.chars().distinct().count() < FEWEST_DIFFERENT
                || (isAscii(small) && isWord(core(small)))
                || isRun(small);
        return guessed ? "this password is among those that are tried first: take another" : null;
    }

    /** Whether no account can have it. */
    static boolean isTooLong(String password) {
        return length(password) > LONGEST;
    }

    private static int length(String password) {
        return password.codePointCount(0, password.length());
    }

    /** The words are English, and so are the signs in them. */
    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }

    /** Few letters leave a number, which is a date or somebody's telephone. */
    private static boolean isWord(String core) {
        if (core.length() < 3 || WORDS.contains(core)) {
            return true;
        }
        for (int i = 3; i <= core.length() - 3; i++) {
            if (WORDS.contains(core.substring(0, i)) && WORDS.contains(core.substring(i))) {
                return true;
            }
        }
        return false;
    }

    /** The word in it, with signs that stand for letters as those. */
    private static String core(String small) {
        String word = EDGES.matcher(small).replaceAll("");
        StringBuilder read = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            int at = SIGNS.indexOf(word.charAt(i));
            read.append(at < 0 ? word.charAt(i) : LETTERS.charAt(at));
        }
        return read.toString().replaceAll("[^a-z]", "");
    }

    /** Neighbours on a keyboard or in the alphabet, there or back, once or again. */
    private static boolean isRun(String small) {
        String back = new StringBuilder(small).reverse().toString();
        for (int part = small.length(); part >= SHORTEST / 2; part--) {
            String begin = small.substring(0, part);
            String backBegin = back.substring(0, part);
            boolean repeated = begin.repeat(small.length() / part + 1).startsWith(small);
            if (repeated && ROWS.stream().anyMatch(row -> row.contains(begin) || row.contains(backBegin))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> words() {
        try (InputStream in = PasswordRules.class.getResourceAsStream("guessed-words.txt")) {
            byte[] bytes = Objects.requireNonNull(in, "guessed-words.txt").readAllBytes();
            return new HashSet<>(
                    List.of(new String(bytes, StandardCharsets.US_ASCII).strip().split("\\s+")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
