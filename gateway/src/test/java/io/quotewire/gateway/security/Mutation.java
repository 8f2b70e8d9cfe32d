package io.quotewire.gateway.security;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes of good bytes such as are hardly good. */
final class Mutation {
    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_SLICE = 40;

    private final SplittableRandom random;
    private final List<String> words;

    /** @param words that are put in here and there, a character for a byte */
    Mutation(SplittableRandom random, List<String> words) {
        this.random = random;
        this.words = words;
    }

    /** Changed in one to four places. */
    byte[] of(byte[] good) {
        byte[] bytes = good;
        for (int changes = random.nextInt(1, MOST_CHANGES + 1); changes > 0; changes--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    /** The same of a text of bytes. */
    String of(String good) {
        return new String(of(good.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(LONGEST_SLICE));
        return switch (random.nextInt(7)) {
            case 0 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
            case 1 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, at);
            case 2 -> joined(bytes, at, new byte[0], end);
            case 3 -> joined(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
            case 4 -> joined(bytes, at, word(), at);
            case 5 -> joined(bytes, at, word(), end);
            default -> flipped(bytes, at);
        };
    }

    private byte[] word() {
        return words.get(random.nextInt(words.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        if (at < other.length) {
            other[at] ^= (byte) (1 << random.nextInt(8));
        }
        return other;
    }

    private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, until);
        all.writeBytes(middle);
        all.write(bytes, from, bytes.length - from);
        return all.toByteArray();
    }
}
