package io.quotewire.venue.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private final Frame frame = new Frame();

    /** Whatever the path through words and digits, the value and its printing are those of {@link Decimal#parse}. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void decimal_ofAnyShape_isWhatTheModelReads(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = shape(random);
            assertThat(read(text)).as("seed %d: %s", seed, text).isEqualTo(parsed(text));
        }
    }

    @Test
    void decimal_nearTheEndOfTheFrame_isReadAsElsewhere() {
        for (String text : List.of("1", "10", "0.5", "123.45600", "12345678", "1234567.12345678", "0", "0.000")) {
            assertThat(readAtTheEnd("\"" + text + "\"")).isEqualTo(parsed(text));
        }
    }

    @Test
    void integers_ofAnyLength_areRead() {
        for (String text : List.of("0", "7", "12345678", "123456789", "1234567890123456", "123456789012345678")) {
            for (String behind : List.of(",", "}", "                    ")) {
                wrap(text + behind);
                assertThat(frame.integer()).hasToString(text);
                assertThat(frame.mark()).isEqualTo(text.length());
            }
        }
        for (String text : List.of("", "01", "-1", "x", "1234567890123456789", "00000000000", ".5", "\"1\"")) {
            wrap(text + ",\"and\":\"so on, and on\"");
            assertThatThrownBy(frame::integer).as(text).isInstanceOf(MalformedFrame.class);
        }
    }

    @Test
    void quotedIntegers_upToSixteenDigits_areRead() {
        for (String text : List.of("0", "7", "12345678", "123456789", "1767323045123", "1234567890123456")) {
            wrap("\"" + text + "\"");
            assertThat(frame.quotedInteger()).hasToString(text);
        }
        for (String text : List.of("", "01", "-1", "1.5", "12345678901234567", "1 ", "00000000000", "1e3")) {
            wrap("\"" + text + "\"}                 ");
            assertThatThrownBy(frame::quotedInteger).as(text).isInstanceOf(MalformedFrame.class);
        }
    }

    @Test
    void signedIntegers_ofEitherSign_areRead() {
        for (String text : List.of("0", "-1", "-914047754", "80274874876", "-123456789012345678")) {
            wrap(text + "}");
            assertThat(frame.signedInteger()).hasToString(text);
        }
        for (String text : List.of("", "-", "--1", "- 1", "-01", "+1", "-x", "-1234567890123456789", "\"-1\"")) {
            wrap(text + ",\"and\":\"so on, and on\"");
            assertThatThrownBy(frame::signedInteger).as(text).isInstanceOf(MalformedFrame.class);
        }
    }

    @Test
    void envelope_whateverStandsFirst_givesEachMemberItsValue() {
        Keys members = Keys.of("data kind more");
        for (String text : List.of(
                "{\"kind\":\"a\",\"x\":[1],\"data\":[7],\"more\":\"b\"}",
                "{\"data\":[7],\"more\":\"b\",\"x\":{},\"kind\":\"a\"}",
                "{\"more\":\"b\",\"kind\":\"a\",\"data\":[7] , \"x\":1}")) {
            wrap(text);
            Envelope envelope = frame.envelope(members);
            assertThat(envelope.string(1)).isEqualTo("a");
            assertThat(envelope.string(2)).isEqualTo("b");
            envelope.go(0, "data");
            frame.array();
            assertThat(frame.item()).isTrue();
            assertThat(frame.integer()).isEqualTo(7);
            assertThat(frame.item()).isFalse();
            envelope.leave();
            frame.close();
        }
    }

    @Test
    void envelope_withoutAMemberOrWithItTwice_isRefused() {
        Keys members = Keys.of("data kind");
        wrap("{\"data\":1,\"x\":2}");
        Envelope envelope = frame.envelope(members);
        assertThat(envelope.find(1)).isFalse();
        assertThatThrownBy(() -> envelope.go(1, "kind")).hasMessageContaining("kind");
        wrap("{\"kind\":\"a\",\"kind\":\"b\",\"data\":1}");
        Envelope twice = frame.envelope(members);
        assertThat(twice.string(1)).isEqualTo("a");
        assertThatThrownBy(() -> twice.find(0)).isInstanceOf(MalformedFrame.class);
        wrap("{\"kind\":\"a\",\"data\":1,\"data\":2}");
        Envelope last = frame.envelope(members);
        assertThat(last.find(0)).isTrue();
        assertThatThrownBy(last::leave).isInstanceOf(MalformedFrame.class);
    }

    /** The usual order is a guess about speed, never about meaning. */
    @Test
    void keys_inTheUsualOrderOrAnyOther_areTheSame() {
        Keys plain = Keys.of("a bid open24h data");
        Keys guessed = plain.usually("bid unheardOfButFits far_too_long_to_look_at_in_one_go a open24h data");
        List<String> texts = List.of(
                "{\"bid\":\"1\",\"unheardOfButFits\":\"2\",\"far_too_long_to_look_at_in_one_go\":3,\"a\":\"4\",\"open24h\":5,\"data\":[6],\"a\":7}",
                "{\"a\":\"1\",\"bid\":\"2\",\"data\":{\"bid\":{},\"a\":[]},\"open24h\":\"3\"}               ",
                "{\"bid\" :\"1\", \"a\":\"2\",\"open24h\": 3 ,\"bids\":4,\"bi\":5,\"\":6,\"data\":7}            ",
                "{\"bid\":1}",
                "{}");
        for (String text : texts) {
            assertThat(walk(guessed, text)).as(text).isEqualTo(walk(plain, text));
        }
        assertThat(walk(plain, texts.get(2))).isEqualTo("1 0 2 -1 -1 -1 3 ");
    }

    @Test
    void keys_ofAnyLength_areKnownByAllTheirCharacters() {
        Keys keys = Keys.of("seven77 checksum prevSeqId isBuyerMaker").usually("prevSeqId");
        assertThat(walk(keys, "{\"prevSeqId\":-1,\"checksum\":0,\"seven77\":1,\"isBuyerMaker\":true}"))
                .isEqualTo("2 1 0 3 ");
        assertThat(walk(keys, "{\"prevSeqIds\":-1,\"checksun\":0,\"Checksum\":1,\"isBuyerMake\":true}"))
                .isEqualTo("-1 -1 -1 -1 ");
    }

    @Test
    void keys_thatAreNotPlainOrNotDistinct_areRefused() {
        for (String names : List.of("a a", "prevSeqId prevSeqId", "x".repeat(41), "é")) {
            assertThatThrownBy(() -> Keys.of(names)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Longer than a word, both within reach of a guess and beyond it, and unlike those that only begin or end alike. */
    @Test
    void keys_longerThanAWord_areFound() {
        Keys plain = Keys.of("last lastPrice highPrice24h ABCDEFGHIJKLMNOPQRSTUVWX");
        Keys guessed = plain.usually("lastPrice turnover24h highPrice24h ABCDEFGHIJKLMNOPQRSTUVWX last");
        String usual =
                "{\"lastPrice\":\"1\",\"turnover24h\":\"1\",\"highPrice24h\":\"1\",\"ABCDEFGHIJKLMNOPQRSTUVWX\":1,\"last\":2}";
        String other =
                "{\"ABCDEFGHIJKLMNOPQRSTUVWX\" :1,\"lastPrice1\":1,\"highPrice24h\":2, \"lastPric\":1,\"lastPrice\":3,\"lastPrica\":4}";
        assertThat(walk(plain, usual)).isEqualTo("1 -1 2 3 0 ");
        assertThat(walk(guessed, usual)).isEqualTo("1 -1 2 3 0 ");
        assertThat(walk(plain, other)).isEqualTo("3 -1 2 -1 1 -1 ");
        assertThat(walk(guessed, other)).isEqualTo("3 -1 2 -1 1 -1 ");
    }

    @Test
    void decimalMillis_withAnyFraction_areCutToMicroseconds() {
        Map<String, Long> times = Map.of(
                "1619093543708.2642", 1_619_093_543_708_264L,
                "1619093546958.116", 1_619_093_546_958_116L,
                "1682689046123.0", 1_682_689_046_123_000L,
                "1682689046000", 1_682_689_046_000_000L,
                "1000.0009999", 1_000_000L);
        times.forEach((text, micros) -> {
            wrap("\"" + text + "\",");
            assertThat(Millis.readDecimal(frame)).as(text).isEqualTo(micros);
        });
        for (String text : List.of("", "0", "0.0009", "-1", "1.", "1e30", "123456789012345678", "9999999999999999.5")) {
            wrap("\"" + text + "\",");
            assertThatThrownBy(() -> Millis.readDecimal(frame)).as(text).isInstanceOf(MalformedFrame.class);
        }
    }

    /** Like a number of milliseconds: no venue is centuries ahead. */
    @Test
    void instants_beyondWhatMillisecondsMayBe_areRefused() {
        wrap("\"2286-11-20T17:46:39.999Z\"");
        assertThat(frame.instant()).isEqualTo(9_999_999_999_999_000L);
        for (String text : List.of("2286-11-20T17:46:40Z", "6026-01-02T03:04:05Z")) {
            wrap("\"" + text + "\"");
            assertThatThrownBy(frame::instant).as(text).isInstanceOf(MalformedFrame.class);
        }
    }

    @Test
    void beforeSymbol_splitsAtTheLastMark_andKeepsOneSymbol() {
        wrap("\"orderbook.50.BTCUSDT\" \"BTCUSDT\" \"tickers\" \"tickers.ETHUSDT\"");
        assertThat(frame.string(frame.beforeSymbol(frame.text(), '.'))).isEqualTo("orderbook.50");
        assertThat(frame.symbolText()).isEqualTo("BTCUSDT");
        frame.symbol();
        assertThat(frame.string(frame.beforeSymbol(frame.text(), '.'))).isEqualTo("tickers");
        long other = frame.text();
        assertThatThrownBy(() -> frame.beforeSymbol(other, '.')).isInstanceOf(MalformedFrame.class);
    }

    @Test
    void symbols_ofAnyLength_areFoundByTheirBytesAndNothingElse() {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Listing> known = new HashMap<>();
        while (known.size() < 500) {
            StringBuilder symbol = new StringBuilder();
            for (int length = 1 + random.nextInt(41); length > 0; length--) {
                symbol.append((char) ('A' + random.nextInt(5)));
            }
            known.put(symbol.toString(), new Listing("v", new Instrument("I" + known.size(), "USD")));
        }
        Symbols symbols = new Symbols(known);
        known.forEach((symbol, listing) -> {
            assertThat(find(symbols, symbol)).isEqualTo(listing);
            assertThat(find(symbols, symbol + "Z")).isNull();
        });
        assertThat(find(symbols, "")).isNull();
        assertThat(find(new Symbols(Map.of()), "BTC-USDT")).isNull();
    }

    private static @Nullable Listing find(Symbols symbols, String symbol) {
        byte[] bytes = ("xx" + symbol + "\"yy").getBytes(StandardCharsets.US_ASCII);
        return symbols.find(bytes, 2, 2 + symbol.length());
    }

    private String walk(Keys keys, String text) {
        wrap(text);
        StringBuilder walked = new StringBuilder();
        frame.object();
        for (int key = frame.key(keys); key != Frame.END; key = frame.key(keys)) {
            walked.append(key).append(' ');
            frame.skip();
        }
        frame.close();
        return walked.toString();
    }

    /** Whole and fraction of any length, zeros at either end, and now and then what is no decimal. */
    private static String shape(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        digits(random, text, random.nextInt(11));
        if (random.nextInt(4) > 0) {
            text.append('.');
            digits(random, text, random.nextInt(12));
        }
        if (random.nextInt(20) == 0 && !text.isEmpty()) {
            text.setCharAt(random.nextInt(text.length()), "e-+. x/:".charAt(random.nextInt(8)));
        }
        return text.toString();
    }

    private static void digits(SplittableRandom random, StringBuilder text, int count) {
        boolean zeros = random.nextInt(3) == 0;
        for (int i = 0; i < count; i++) {
            text.append(zeros && random.nextInt(4) > 0 ? 0 : random.nextInt(10));
        }
    }

    private String read(String text) {
        return readAtTheEnd("\"" + text + "\",\"and\":\"so on, and on\"");
    }

    private String readAtTheEnd(String text) {
        wrap(text);
        Decimals.Row row = new Decimals.Row(1);
        try {
            if (frame.decimal() >= 0) {
                frame.store(row, 0);
            }
        } catch (MalformedFrame e) {
            return "malformed";
        }
        return row.toDecimals() + " " + row.get(0);
    }

    private static String parsed(String text) {
        if (text.isEmpty()) {
            return "[null] null";
        }
        try {
            Decimal value = Decimal.parse(text);
            return value.signum() < 0 ? "malformed" : Decimals.of(value) + " " + value;
        } catch (NumberFormatException e) {
            return "malformed";
        }
    }

    private void wrap(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        frame.wrap(bytes, 0, bytes.length);
    }
}
