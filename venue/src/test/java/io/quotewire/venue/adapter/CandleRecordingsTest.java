package io.quotewire.venue.adapter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.candle.CandleAnswer;
import io.quotewire.venue.candle.CandleSpan;
import io.quotewire.venue.frame.MalformedFrame;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Candles that venues have answered with, or show in their documents: each says what another reader of JSON reads. */
class CandleRecordingsTest {
    private static final long FAR_US = 2_000_000_000_000_000L;

    /** A venue, a file, the length of its candles, where its rows are and how many of its candles have trades and have ended. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            binance  | binance/rest-klines/BTCUSDT_5m.json                                   | 5m | | 24
            coinbase | coinbase/rest-exchange-candles/xchange_example-historical-candles.json | 1m | | 10
            kraken   | kraken/rest-OHLC/xchange_example-ohlc-data.json.gz    | 1m | result/XXBTZUSD | 703
            kraken   | kraken/examples-nautilus/http_ohlc.json.gz            | 1m | result/XBTUSDT | 505
            bybit    | bybit/documented/rest-kline_Response-Example.json     | 1h | result/list    | 3
            okx      | okx/examples-nautilus/http_get_candlesticks.json      | 1m | data           | 0
            """)
    void recorded_meansWhatIsWritten(String name, String file, String length, String rows, int count) {
        VenueAdapter venue = VenueAdapters.of(name).orElseThrow();
        byte[] body = Recordings.bytes(Recordings.root().resolve(Path.of(file)));
        CandleAnswer answer = CandleLines.answer(venue, all(length), body, FAR_US);

        List<String> written = new ArrayList<>();
        Object[] path = rows == null ? new Object[0] : rows.split("/", -1);
        List<?> list = (List<?>) requireNonNull(Tree.at(Tree.read(body), path));
        list.stream()
                .filter(row -> decimal(row, volume(name)).signum() > 0
                        && !Tree.text(row, 8).equals("0"))
                .forEach(row -> written.add(line(name, row)));
        written.sort(null);

        assertThat(answer.candles()).hasSize(count);
        assertThat(answer.candles().stream().map(CandleRecordingsTest::line)).containsExactlyElementsOf(written);
    }

    /** A high price below the low one, a volume below zero, a price of nothing, a time beside the grid, a row that is short. */
    @ParameterizedTest(name = "{1} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            binance  | binance/rest-klines/BTCUSDT_5m.json | 5m | "6737.79000000"    | "6700"
            binance  | binance/rest-klines/BTCUSDT_5m.json | 5m | "121.20139100"     | "-121.20139100"
            binance  | binance/rest-klines/BTCUSDT_5m.json | 5m | "6726.61000000"    | "0"
            binance  | binance/rest-klines/BTCUSDT_5m.json | 5m | 1586987400000,     | 1586987400001,
            binance  | binance/rest-klines/BTCUSDT_5m.json | 5m | ,2208,"56.19067400","378311.74215876","0" | ''
            coinbase | coinbase/rest-exchange-candles/xchange_example-historical-candles.json | 1m | 10106,10120.21 | 10130,10120.21
            coinbase | coinbase/rest-exchange-candles/xchange_example-historical-candles.json | 1m | [1517443680,   | [1517443740,
            bybit    | bybit/documented/rest-kline_Response-Example.json | 1h | "17027" | "17080"
            bybit    | bybit/documented/rest-kline_Response-Example.json | 1h | "retCode": 0 | "retCode": 10001
            kraken   | kraken/rest-OHLC/xchange_example-ohlc-data.json.gz | 1m | "error": [] | "error": ["EQuery:Unknown asset pair"]
            kraken   | kraken/rest-OHLC/xchange_example-ohlc-data.json.gz | 1m | "1.01200000",\\n        7 | "1.01200000"
            okx      | okx/examples-nautilus/http_get_candlesticks.json | 1m | "33528.6",\\n      "33870.0" | "33528.6",\\n      "33400.0"
            """)
    void tampered_isMalformed(String name, String file, String length, String before, String after) {
        VenueAdapter venue = VenueAdapters.of(name).orElseThrow();
        String sound = new String(Recordings.bytes(Recordings.root().resolve(Path.of(file))), StandardCharsets.UTF_8);
        String found = before.replace("\\n", "\n");
        assertThat(sound).contains(found);
        byte[] tampered = sound.replace(found, after.replace("\\n", "\n")).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> CandleLines.answer(venue, all(length), tampered, FAR_US))
                .isInstanceOf(MalformedFrame.class);
    }

    private static CandleSpan all(String length) {
        return CandleSpan.between(requireNonNull(Interval.of(length)), 0, FAR_US);
    }

    private static int volume(String venue) {
        return venue.equals("kraken") ? 6 : 5;
    }

    private static String line(String venue, Object row) {
        boolean coinbase = venue.equals("coinbase");
        long time = Long.parseLong(Tree.text(row, 0));
        return "%d %s %s %s %s %s"
                .formatted(
                        time > 99_999_999_999L ? time * 1_000 : time * 1_000_000,
                        plain(decimal(row, coinbase ? 3 : 1)),
                        plain(decimal(row, 2)),
                        plain(decimal(row, coinbase ? 1 : 3)),
                        plain(decimal(row, 4)),
                        plain(decimal(row, volume(venue))));
    }

    private static String line(Candle candle) {
        return "%d %s %s %s %s %s"
                .formatted(
                        candle.openUs(),
                        plain(candle.open().toBigDecimal()),
                        plain(candle.high().toBigDecimal()),
                        plain(candle.low().toBigDecimal()),
                        plain(candle.close().toBigDecimal()),
                        plain(candle.volume()));
    }

    private static BigDecimal decimal(Object row, int column) {
        return new BigDecimal(Tree.text(row, column));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
