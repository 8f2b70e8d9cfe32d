package io.quotewire.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.stage.StreamKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SampleTest {
    static final Path SAMPLE = Path.of("..", "samples", "okx-binance-btc.tsv");

    private static final Pattern TRADE_ID = Pattern.compile("\"(?:tradeId\":\"|t\":)(\\d+)");
    private static final Pattern BID = Pattern.compile("\"(?:bids\":\\[\\[|bidPx\":|b\":)\"([0-9.]+)\"");
    private static final Pattern ASK = Pattern.compile("\"(?:asks\":\\[\\[|askPx\":|a\":)\"([0-9.]+)\"");

    @Test
    void sample_isWhatItsGeneratorWrites() throws IOException {
        List<String> written = SampleSession.lines();
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(SAMPLE.getParent());
            Files.write(SAMPLE, written);
        }

        assertThat(Files.readAllLines(SAMPLE)).isEqualTo(written);
    }

    @Test
    void sample_hasEveryChannelOfBothVenuesAndTheirLists() throws IOException {
        List<Recording> recordings = Recording.open(List.of(SAMPLE), true);

        assertThat(recordings)
                .extracting(recording -> recording.stage().profile().venue())
                .containsExactly("okx", "binance");
        assertThat(recordings.get(0).streams().keySet())
                .containsExactlyInAnyOrder(
                        new StreamKey("tickers", "BTC-USDT"),
                        new StreamKey("tickers", "ETH-USDT"),
                        new StreamKey("bbo-tbt", "BTC-USDT"),
                        new StreamKey("bbo-tbt", "ETH-USDT"),
                        new StreamKey("trades", "BTC-USDT"),
                        new StreamKey("trades", "ETH-USDT"));
        assertThat(recordings.get(1).streams().keySet())
                .containsExactlyInAnyOrder(
                        new StreamKey("ticker", "btcusdt"),
                        new StreamKey("ticker", "ethusdt"),
                        new StreamKey("bookTicker", "btcusdt"),
                        new StreamKey("bookTicker", "ethusdt"),
                        new StreamKey("trade", "btcusdt"),
                        new StreamKey("trade", "ethusdt"));
        assertThat(recordings.get(0).list("SPOT")).asString().contains("\"instId\":\"ETH-USDT\"");
        assertThat(recordings.get(1).list("exchangeInfo")).asString().contains("\"symbol\":\"ETHUSDT\"");
    }

    @Test
    void sample_lastsAboutTwentySeconds() throws IOException {
        for (Recording recording : Recording.open(List.of(SAMPLE), true)) {
            assertThat((recording.lastNs() - recording.firstNs()) / 1_000_000_000)
                    .isBetween(17L, 22L);
        }
    }

    @Test
    void sample_tradeIds_areConsecutive() throws IOException {
        Map<StreamKey, Long> last = new HashMap<>();
        for (Frame frame : frames()) {
            Matcher id = TRADE_ID.matcher(text(frame));
            if (frame.key().channel().startsWith("trade") && id.find()) {
                Long before = last.put(frame.key(), Long.valueOf(id.group(1)));
                assertThat(before == null ? 1 : Long.parseLong(id.group(1)) - before)
                        .as(text(frame))
                        .isEqualTo(1);
            }
        }
        assertThat(last).hasSize(4);
    }

    @Test
    void sample_quotesAndTickers_haveBidBelowAsk() throws IOException {
        int looked = 0;
        for (Frame frame : frames()) {
            Matcher bid = BID.matcher(text(frame));
            Matcher ask = ASK.matcher(text(frame));
            if (bid.find() && ask.find()) {
                assertThat(new BigDecimal(bid.group(1))).as(text(frame)).isLessThan(new BigDecimal(ask.group(1)));
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(150);
    }

    private static List<Frame> frames() throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (Recording recording : Recording.open(List.of(SAMPLE), true)) {
            try (FrameReader reader = recording.read()) {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    frames.add(frame);
                }
            }
        }
        return frames;
    }

    private static String text(Frame frame) {
        return new String(frame.payload(), StandardCharsets.UTF_8);
    }
}
