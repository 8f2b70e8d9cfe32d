package io.quotewire.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.stage.StreamKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartRuleTest {
    private static final long QUIET_US = 500;
    private static final StreamKey TRADES = new StreamKey("trades", "BTC-USDT");
    private static final StreamKey TICKERS = new StreamKey("tickers", "BTC-USDT");
    private static final StreamKey OTHER = new StreamKey("books", "BTC-USDT");

    private final StartRule rule = new StartRule(Set.of(TRADES, TICKERS), QUIET_US);

    @Test
    void nothingAsked_isNeverMet() {
        assertThat(rule.met(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void everythingAsked_isMetAtOnce() {
        rule.asked(List.of(TRADES), 1_000);
        assertThat(rule.met(1_000)).isFalse();

        rule.asked(List.of(TICKERS, OTHER), 1_001);
        assertThat(rule.met(1_001)).isTrue();
    }

    @Test
    void partAsked_isMetAfterQuietSinceTheLast() {
        rule.asked(List.of(TRADES), 1_000);
        rule.asked(List.of(OTHER), 1_400);

        assertThat(rule.met(1_500)).isFalse();
        assertThat(rule.met(1_899)).isFalse();
        assertThat(rule.met(1_900)).isTrue();
    }

    @Test
    void nothingToBeWanted_isMetByQuietAlone() {
        StartRule booksOnly = new StartRule(Set.of(), QUIET_US);
        booksOnly.asked(List.of(OTHER), 1_000);

        assertThat(booksOnly.met(1_000)).isFalse();
        assertThat(booksOnly.met(1_500)).isTrue();
    }

    @Test
    void reset_beginsAnew() {
        rule.asked(List.of(TRADES, TICKERS), 1_000);
        rule.reset();

        assertThat(rule.met(Long.MAX_VALUE)).isFalse();
        rule.asked(List.of(TRADES), 2_000);
        assertThat(rule.met(2_000)).isFalse();
    }
}
