package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.history.History;
import io.quotewire.store.history.HistoryConfig;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Candles of earlier lives of the gateway, over REST. */
class CandleHistoryTest {
    private static final Topic CANDLES = Topic.parse("candle.1m:okx:BTC-USDT");
    private static final Epoch FIRST = Epoch.parse("m3q0jrnh");
    private static final Epoch SECOND = Epoch.parse("m3q0jrni");
    private static final long MINUTE_US = 60_000_000;
    private static final long DAY_US = 1_440 * MINUTE_US;
    private static final Pattern CANDLE = Pattern.compile("\"open_ts\":(\\d+)[^}]*?\"close\":\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private long startUs;
    private History history;
    private TestGateway gateway;

    @BeforeEach
    void live() throws Exception {
        long nowUs = MicroClock.system().nowUs();
        startUs = nowUs - nowUs % MINUTE_US - DAY_US;
        history = History.open(HistoryConfig.DEFAULT.in(folder), MicroClock.system(), topic -> true);
        for (int minute = 0; minute < 5; minute++) {
            history.writer().on(candle(FIRST, minute + 1, minute, "1" + minute, false));
        }
        history.writer().on(candle(FIRST, 6, 3, "99", true));
        history.writer().on(candle(SECOND, 1, 8, "18", false));
        history.writer().on(candle(SECOND, 2, 9, "19", false));
        history.flush();
        gateway = new TestGateway(history);
    }

    @AfterEach
    void end() {
        gateway.close();
        history.close();
    }

    @Test
    void candles_ofTwoEarlierLives_comeInOrderAndInTheirLastWord() throws Exception {
        assertThat(pages(1_000)).containsExactly("0 10", "1 11", "2 12", "3 99", "4 14", "8 18", "9 19");
    }

    @Test
    void candles_inPages_areTheSame() throws Exception {
        assertThat(pages(3)).isEqualTo(pages(1_000));
    }

    @Test
    void candles_outsideOfTheSpan_areNotTold() throws Exception {
        String answer = gateway.get(
                        target(1) + "&from=" + (startUs + 4 * MINUTE_US) + "&to=" + (startUs + 5 * MINUTE_US))
                .body();

        assertThat(told(answer)).containsExactly("4 14");
        assertThat(answer).contains("\"source\":\"okx\"").doesNotContain("\"filled\":true");
    }

    private List<String> pages(int limit) throws Exception {
        List<String> told = new ArrayList<>();
        String cursor = "&from=" + startUs;
        while (cursor != null) {
            String page = gateway.get(target(limit) + "&to=" + (startUs + 20 * MINUTE_US) + cursor)
                    .body();
            told.addAll(told(page));
            Matcher next = NEXT.matcher(page);
            cursor = next.find() ? "&cursor=" + next.group(1) : null;
        }
        return told;
    }

    private static String target(int limit) {
        return "/v1/candles/okx/BTC-USDT?interval=1m&limit=" + limit;
    }

    /** The number of each minute and its closing price. */
    private List<String> told(String page) {
        return CANDLE.matcher(page)
                .results()
                .map(found -> (Long.parseLong(found.group(1)) - startUs) / MINUTE_US + " " + found.group(2))
                .toList();
    }

    private Update candle(Epoch epoch, long seq, int minute, String close, boolean revised) {
        long openUs = startUs + minute * MINUTE_US;
        Decimal price = Decimal.parse(close);
        Candle candle =
                new Candle(openUs, openUs + MINUTE_US, price, price, price, price, new BigDecimal("12.5"), null, 3L);
        Update.Head head = new Update.Head(CANDLES, epoch, seq, openUs, openUs + MINUTE_US, "okx", Status.LIVE, false);
        return new Update.ClosedCandle(head, seq - 1, candle, revised, false);
    }
}
