package io.quotewire.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonWriterTest {
    private final JsonWriter json = new JsonWriter();

    @Test
    void text_withQuotesAndControls_isEscaped() {
        json.text("a\"b\\c\n\u0000\u007fé€\uD83D\uDE00\uD800x");

        assertThat(json).hasToString("\"a\\\"b\\\\c\\u000a\\u0000\\u007fé€\uD83D\uDE00\\ud800x\"");
    }

    @Test
    void numbers_atTheirLimits_arePrintedWhole() {
        json.openArray()
                .number(Long.MIN_VALUE)
                .number(Long.MAX_VALUE)
                .number(0)
                .number(-7)
                .number(10)
                .closeArray();

        assertThat(json).hasToString("[-9223372036854775808,9223372036854775807,0,-7,10]");
    }

    @Test
    void spaced_untilTheNextClear_hasASpaceBehindEachCommaAndColon() {
        json.spaced()
                .openObject()
                .text("a", "b")
                .name("c")
                .openArray()
                .number(1)
                .nothing();
        json.closeArray().number("d", 2).closeObject();
        assertThat(json).hasToString("{\"a\": \"b\", \"c\": [1, null], \"d\": 2}");

        json.clear().openArray().number(1).number(2).closeArray();
        assertThat(json).hasToString("[1,2]");
    }

    @Test
    void decimal_asANumber_hasTheDigitsAsTheyWereSent() {
        json.openArray().number(Decimal.parse("43299.710")).number(Decimal.parse("-1e-9"));
        json.number(Decimal.parse("12345678901234567.8")).closeArray();

        assertThat(json).hasToString("[43299.710,-0.000000001,12345678901234567.8]");
    }

    @Test
    void time_ofZero_isNull() {
        json.openObject().time("ts", 0).time("recv", 5).closeObject();

        assertThat(json).hasToString("{\"ts\":null,\"recv\":5}");
    }

    @Test
    void text_ofAnyCharacters_isReadBackAsItWas() {
        for (long seed = 0; seed < 200; seed++) {
            String text = randomText(new SplittableRandom(seed));

            json.clear().text(text);

            try (JsonParser parser =
                    JsonFactory.builder().build().createParser(ObjectReadContext.empty(), json.toBytes())) {
                parser.nextToken();
                assertThat(parser.getString()).as("seed %d", seed).isEqualTo(text);
            }
        }
    }

    private static String randomText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(400); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> random.nextInt(0x800);
                        case 2 -> random.nextInt(0xd800);
                        default -> random.nextInt(0xe000, Character.MAX_CODE_POINT + 1);
                    });
        }
        return text.toString();
    }
}
