package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.candle.CandleSink;
import io.quotewire.engine.candle.Candles;
import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Candles of trades that Binance sent, against the candles that it sent beside them. */
class RecordedCandlesTest {
    private static final String TIME = "2021-04-04_3sym";

    /** The first minute whose trades were recorded from its beginning. */
    private static final long FROM_MS = 1_617_566_640_000L;

    private static final long MINUTE_MS = 60_000;

    @ParameterizedTest
    @CsvSource({"BTCUSDT, 20", "ETHUSDT, 15", "DOTUSDT, 10"})
    void candle_asItGrows_isTheVenuesOwn_toTheLastDigit(String symbol, int fewest) throws IOException {
        List<String> trades = lines("aggTrade", symbol);
        Newest newest = new Newest();
        Candles candles = new Candles(List.of(Interval.MINUTE), 0, newest);
        candles.flows((FROM_MS - MINUTE_MS) * 1_000);
        int compared = 0;
        int next = 0;
        long lastId = 0;
        for (String kline : lines("kline_1m", symbol)) {
            long until = number(kline, "L");
            while (next < trades.size() && number(trades.get(next), "l") <= until) {
                Trade trade = trade(trades.get(next++));
                lastId = trade.number();
                candles.trade(trade, trade.tsUs());
                candles.turn(trade.tsUs());
            }
            candles.show();
            Candle ours = newest.candle;
            if (number(kline, "t") >= FROM_MS && lastId == until && ours != null) {
                assertThat(text(ours)).as(kline).isEqualTo(text(kline));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(fewest);
    }

    private static String text(Candle candle) {
        return line(
                candle.openUs() / 1_000,
                candle.open().toBigDecimal(),
                candle.high().toBigDecimal(),
                candle.low().toBigDecimal(),
                candle.close().toBigDecimal(),
                candle.volume(),
                Objects.requireNonNull(candle.quoteVolume()));
    }

    private static String text(String kline) {
        return line(
                number(kline, "t"),
                decimal(kline, "o"),
                decimal(kline, "h"),
                decimal(kline, "l"),
                decimal(kline, "c"),
                decimal(kline, "v"),
                decimal(kline, "q"));
    }

    private static String line(long openMs, BigDecimal... figures) {
        StringBuilder line = new StringBuilder().append(openMs);
        for (BigDecimal figure : figures) {
            line.append(' ').append(figure.stripTrailingZeros().toPlainString());
        }
        return line.toString();
    }

    private static Trade trade(String line) {
        long tsUs = number(line, "T") * 1_000;
        return new Trade(
                new Listing("binance", Instrument.parse("A-B")),
                tsUs,
                tsUs,
                false,
                "any",
                number(line, "l"),
                Side.BUY,
                Decimal.parse(string(line, "p")),
                Decimal.parse(string(line, "q")),
                false);
    }

    private static List<String> lines(String channel, String symbol) throws IOException {
        Path file = Recordings.path("binance/" + channel + "/" + TIME + ".jsonl.gz");
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains("\"s\":\"" + symbol + "\"")) {
                    lines.add(line.substring(line.indexOf("\"e\":")));
                }
            }
        }
        return lines;
    }

    private static long number(String line, String name) {
        return Long.parseLong(find(line, "\"" + name + "\":(\\d+)"));
    }

    private static BigDecimal decimal(String line, String name) {
        return new BigDecimal(string(line, name));
    }

    private static String string(String line, String name) {
        return find(line, "\"" + name + "\":\"([0-9.]+)\"");
    }

    private static String find(String line, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + line);
        }
        return matcher.group(1);
    }

    private static final class Newest implements CandleSink {
        private @Nullable Candle candle;

        @Override
        public void closed(Interval interval, Candle closed, boolean revised, boolean filled, Stamp stamp) {
            candle = null;
        }

        @Override
        public void open(Interval interval, Candle open, boolean partial, Stamp stamp) {
            candle = partial ? null : open;
        }

        @Override
        public void lost(Interval interval, Stamp stamp) {
            throw new AssertionError("nothing is lost here");
        }

        @Override
        public void ask(Interval interval, long fromUs, long toUs, String why) {}
    }
}
