package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceWatchTest {
    @Test
    void line_atAFullMinute_hasItsSecondsToo() {
        assertThat(SourceWatch.line(report(State.LIVE, "of before"), LocalTime.of(6, 5)))
                .isEqualTo("06:05:00 okx live");
    }

    @Test
    void line_ofASourceInTrouble_saysWhy() {
        LocalTime time = LocalTime.of(23, 59, 58, 7_000_000);

        assertThat(SourceWatch.line(report(State.DEAD, "refused"), time)).isEqualTo("23:59:58 okx dead: refused");
        assertThat(SourceWatch.line(report(State.MUTE, null), time)).isEqualTo("23:59:58 okx mute");
    }

    private static SourceReport report(State state, @Nullable String why) {
        return new SourceReport(
                "okx", state, 1, 1, 0, -1, -1, 0, 0, 0, 0, "sequence", "sequence", List.of(), List.of(), 0, true, why);
    }
}
