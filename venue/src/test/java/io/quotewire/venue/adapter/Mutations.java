package io.quotewire.venue.adapter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Ways to spoil a message: flipped bytes, parts of another one, parts cut out or said twice, values blown up. */
final class Mutations {
    /** Put in the place of a number, or into the middle of anything. */
    private static final List<String> BLOWN_UP = List.of(
            "9".repeat(19),
            "9".repeat(400),
            "1e999",
            "-1e-999",
            "0." + "0".repeat(300) + "1",
            "9223372036854775808",
            "-0",
            "00",
            "NaN",
            "Infinity",
            "1E+2147483648",
            "0x7f");

    private static final List<String> NESTED = List.of(
            "[".repeat(31),
            "[".repeat(10_000),
            "{\"a\":".repeat(10_000),
            "[".repeat(33) + "]".repeat(33),
            "{\"a\":[".repeat(20) + "1" + "]}".repeat(20),
            "[[\"1\",\"1\"],".repeat(2_000));

    private static final byte[][] CHARACTERS = {
        {(byte) 0xC0, (byte) 0x80},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xF0, (byte) 0x9F, (byte) 0x98, (byte) 0x80},
        {(byte) 0xE2, (byte) 0x82},
        {(byte) 0xFF},
        {0},
        "\\ud83d".getBytes(StandardCharsets.US_ASCII),
        "\\u0000".getBytes(StandardCharsets.US_ASCII),
        "\u202e\u00e9".getBytes(StandardCharsets.UTF_8)
    };

    private static final String SYNTAX = "{}[]\":,.-e01\\ \n";

    private final SplittableRandom random;

    Mutations(SplittableRandom random) {
        this.random = random;
    }

    /** One to four of them, one after the other; {@code other} lends its parts. */
    byte[] spoil(byte[] message, byte[] other) {
        byte[] spoiled = message;
        for (int rest = 1 + random.nextInt(4); rest > 0; rest--) {
            spoiled = once(spoiled, other);
        }
        return spoiled;
    }

    private byte[] once(byte[] message, byte[] other) {
        int at = random.nextInt(message.length + 1);
        int to = at + random.nextInt(Math.min(message.length - at, 40) + 1);
        return switch (random.nextInt(10)) {
            case 0, 1 -> flipped(message);
            case 2 -> joined(slice(message, 0, at), slice(other, random.nextInt(other.length + 1), other.length));
            case 3 -> joined(slice(message, 0, at), slice(message, to, message.length));
            case 4 -> joined(slice(message, 0, to), slice(message, at, to), slice(message, to, message.length));
            case 5, 6 -> withNumber(message, bytes(pick(BLOWN_UP)));
            case 7 -> joined(slice(message, 0, at), bytes(pick(NESTED)), slice(message, to, message.length));
            case 8 ->
                joined(
                        slice(message, 0, at),
                        CHARACTERS[random.nextInt(CHARACTERS.length)],
                        slice(message, at, message.length));
            default -> exchanged(message);
        };
    }

    private byte[] flipped(byte[] message) {
        byte[] flipped = message.clone();
        if (flipped.length > 0) {
            int value = random.nextBoolean() ? random.nextInt(256) : SYNTAX.charAt(random.nextInt(SYNTAX.length()));
            flipped[random.nextInt(flipped.length)] = (byte) value;
        }
        return flipped;
    }

    /** With one of its numbers, in quotes or not, replaced. */
    private byte[] withNumber(byte[] message, byte[] number) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 1; i < message.length; i++) {
            if (isDigit(message[i]) && (message[i - 1] == '"' || message[i - 1] == ':' || message[i - 1] == '[')) {
                starts.add(i);
            }
        }
        if (starts.isEmpty()) {
            return message;
        }
        int from = starts.get(random.nextInt(starts.size()));
        int to = from;
        while (to < message.length && (isDigit(message[to]) || message[to] == '.')) {
            to++;
        }
        return joined(slice(message, 0, from), number, slice(message, to, message.length));
    }

    /** Two of its values, or whatever lies between commas, in each other's place. */
    private byte[] exchanged(byte[] message) {
        String[] parts = new String(message, StandardCharsets.ISO_8859_1).split(",", -1);
        int one = random.nextInt(parts.length);
        int two = random.nextInt(parts.length);
        String kept = parts[one];
        parts[one] = parts[two];
        parts[two] = kept;
        return String.join(",", parts).getBytes(StandardCharsets.ISO_8859_1);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] slice(byte[] message, int from, int to) {
        return Arrays.copyOfRange(message, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
