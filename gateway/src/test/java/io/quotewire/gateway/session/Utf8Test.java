package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
    private final Utf8 utf8 = new Utf8();

    /** How many bytes of it are taken, and whether it may end there. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            the empty text,                 '',        0, true
            ASCII to its end,               007f,      2, true
            two bytes from the least,       c280,      2, true
            three bytes from the least,     e0a080,    3, true
            before the surrogates,          ed9fbf,    3, true
            behind the surrogates,          ee8080,    3, true
            four bytes from the least,      f0908080,  4, true
            the last character,             f48fbfbf,  4, true
            a character cut,                e282,      2, false
            a continuation alone,           80,        0, false
            an overlong slash,              c0af,      0, false
            an overlong delete,             c1bf,      0, false
            overlong in three,              e09fbf,    1, false
            overlong in four,               f08fbfbf,  1, false
            a surrogate,                    eda080,    1, false
            beyond the last character,      f4908080,  1, false
            a byte that is never text,      f5,        0, false
            another,                        ff,        0, false
            no continuation,                c328,      1, false
            no second continuation,         e28228,    2, false
            no third continuation,          f0908041,  3, false
            """)
    void text_isTakenUpToItsFirstBadByte(String name, String hex, int taken, boolean whole) {
        byte[] text = HexFormat.of().parseHex(hex);
        int count = count(text);

        assertThat(count).as(name).isEqualTo(taken);
        assertThat(count == text.length && utf8.isWhole()).as(name).isEqualTo(whole);
    }

    /** Bytes of which every second is likely to begin or go on with a character. */
    @Test
    void text_ofRandomBytes_isWhatTheJdkSaysItIs() {
        int[] likely = {0x41, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf4, 0xf5};
        SplittableRandom random = new SplittableRandom(7);
        int good = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] text = new byte[random.nextInt(1, 6)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) likely[random.nextInt(likely.length)];
            }
            utf8.reset();
            boolean whole = count(text) == text.length && utf8.isWhole();
            good += whole ? 1 : 0;
            assertThat(whole).as(HexFormat.of().formatHex(text)).isEqualTo(isTextToTheJdk(text));
        }
        assertThat(good).isGreaterThan(1_000);
    }

    private int count(byte[] text) {
        int count = 0;
        while (count < text.length && utf8.takes(text[count] & 0xff)) {
            count++;
        }
        return count;
    }

    private static boolean isTextToTheJdk(byte[] text) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
