package io.quotewire.venue.frame;

import java.nio.charset.StandardCharsets;

/** The parts of JSON that Frame passes over but does not use: texts with escapes and UTF-8, and numbers of any form. */
final class Strings {
    private static final int MAX_NUMBER = 400;

    /** The place behind the closing quote of a text whose content begins at {@code from}. */
    int skip(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            long mask = Words.special(Words.at(bytes, at));
            if (mask == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Words.index(mask);
            if (at >= end) {
                break;
            }
            byte c = bytes[at];
            if (c == '"') {
                return at + 1;
            }
            at = c == '\\' ? escape(bytes, at + 1, end) : utf8(bytes, at, end);
        }
        throw cut();
    }

    /** The place of the quote that ends a text begun at {@code from}, which must be plain ASCII without escapes. */
    int plainEnd(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at += Long.BYTES) {
            long mask = Words.special(Words.at(bytes, at));
            if (mask != 0) {
                int found = at + Words.index(mask);
                if (found < end && bytes[found] != '"') {
                    throw new MalformedFrame("expected plain text at byte " + found);
                }
                if (found < end) {
                    return found;
                }
            }
        }
        throw cut();
    }

    /** The place behind the rest of {@code true}, {@code false} or {@code null}. */
    int literal(String rest, byte[] bytes, int from, int end) {
        for (int i = 0; i < rest.length(); i++) {
            if (from + i >= end || bytes[from + i] != rest.charAt(i)) {
                throw new MalformedFrame("expected a value at byte " + (from + i));
            }
        }
        return from + rest.length();
    }

    /** The text from {@code from} to {@code to}, which {@link #skip} has found sound. */
    String unescaped(byte[] bytes, int from, int to) {
        String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (raw.charAt(++i) == 'u') {
                text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(plain(raw.charAt(i)));
            }
        }
        return text.toString();
    }

    /** The place behind a number: {@code -?digits[.digits][e[+-]digits]} without a leading zero. */
    int number(byte[] bytes, int from, int end) {
        int at = from < end && bytes[from] == '-' ? from + 1 : from;
        int whole = digits(bytes, at, end);
        if (bytes[at] == '0' && whole > at + 1) {
            throw new MalformedFrame("a number with a leading zero at byte " + from);
        }
        at = whole;
        if (at < end && bytes[at] == '.') {
            at = digits(bytes, at + 1, end);
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            boolean signed = at + 1 < end && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
            at = digits(bytes, signed ? at + 2 : at + 1, end);
        }
        if (at - from > MAX_NUMBER) {
            throw new MalformedFrame("a number of " + (at - from) + " characters at byte " + from);
        }
        return at;
    }

    private static int digits(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw new MalformedFrame("expected a value at byte " + from);
        }
        return at;
    }

    private static int escape(byte[] bytes, int at, int end) {
        if (at >= end) {
            throw cut();
        }
        if (bytes[at] != 'u') {
            if ("\"\\/bfnrt".indexOf(bytes[at]) < 0) {
                throw new MalformedFrame("an unknown escape at byte " + at);
            }
            return at + 1;
        }
        if (at + 5 > end) {
            throw cut();
        }
        for (int i = at + 1; i < at + 5; i++) {
            if (Character.digit(bytes[i], 16) < 0) {
                throw new MalformedFrame("a bad escape at byte " + at);
            }
        }
        return at + 5;
    }

    /** The place behind one character beyond ASCII; shortest forms only, no surrogates, nothing above U+10FFFF. */
    private static int utf8(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4) {
            throw new MalformedFrame("a control character or bad UTF-8 at byte " + at);
        }
        if (at + more >= end) {
            throw cut();
        }
        int code = lead & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                throw new MalformedFrame("bad UTF-8 at byte " + (at + i));
            }
            code = (code << 6) | (bytes[at + i] & 0x3F);
        }
        boolean overlong = (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
        if (overlong || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
            throw new MalformedFrame("bad UTF-8 at byte " + at);
        }
        return at + more + 1;
    }

    private static char plain(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    private static MalformedFrame cut() {
        return new MalformedFrame("the frame is cut inside a text");
    }
}
