package io.quotewire.venue.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TooMuchTest {
    private static final long NOW_US = 1_790_000_000_000_000L;

    private final TooMuch tooMuch = new TooMuch(List.of("50011", "-1003", "Exceeded msg rate"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "50011 Too Many Requests",
                "\"50011\" \"Too Many Requests\"",
                "{\"code\":-1003,\"msg\":\"\"}",
                "-1003 Way too much",
                "EGeneral:exceeded MSG rate"
            })
    void words_thatStandByThemselves_areHeard(String text) {
        assertThat(tooMuch.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "150011",
                "50011x",
                "0.50011",
                "channel:tickers,instId:50011-USDT doesn't exist",
                "1-1003",
                "Exceeded msg rates"
            })
    void words_thatArePartsOfOthers_areNot(String text) {
        assertThat(tooMuch.isIn(text)).isFalse();
    }

    @Test
    void time_thatLiesAheadWithinTheLongestBan_isTaken() {
        assertThat(TooMuch.retryAfter("IP banned until 1790000090500.", NOW_US)).isEqualTo("91");
        assertThat(TooMuch.retryAfter("EService: Throttled: 1790000090", NOW_US))
                .isEqualTo("90");
        assertThat(TooMuch.retryAfter("id 1790000000 until 1790000007", NOW_US)).isEqualTo("7");
        assertThat(TooMuch.retryAfter("1790000000 1790259201 179000009050 17900000905001", NOW_US))
                .as("over, beyond three days, no time")
                .isEmpty();
    }

    @Test
    void rules_ofAnOperator_replaceThose() {
        Limits own = Limits.of("okx").with(List.of(LimitRule.parse("too-much 59999")));
        assertThat(own.tooMuch().words()).containsExactly("59999");
        assertThat(own.with(List.of(new LimitRule("too-much", "none"))).tooMuch())
                .isEqualTo(TooMuch.NONE);
        assertThat(own.with(List.of(new LimitRule("connects", "none"))).tooMuch())
                .isEqualTo(own.tooMuch());
        assertThatThrownBy(() -> LimitRule.parse("too-much \"x\"")).hasMessageContaining("not the words of a refusal");
        assertThatThrownBy(() -> own.with(Collections.nCopies(9, LimitRule.parse("too-much x"))))
                .hasMessageContaining("0 to 8 words");
    }
}
