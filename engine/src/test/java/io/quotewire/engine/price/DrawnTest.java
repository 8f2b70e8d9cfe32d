package io.quotewire.engine.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.Verdict;
import io.quotewire.model.Status;
import org.junit.jupiter.api.Test;

class DrawnTest {
    private final Drawn<String> drawn = new Drawn<>();

    @Test
    void redraw_ofSpoiltOwn_waitsUntilTheTickerIsNotTheOlder() {
        drawn.ticker().take("ticker at 9", 9, 9, false);
        drawn.own().take("own at 10", 10, 10, false);
        drawn.redraw();
        drawn.own().doubt(Verdict.SILENT, "silent");

        assertThat(drawn.redraw()).isFalse();
        assertThat(drawn.value()).isEqualTo("own at 10");
        assertThat(drawn.status()).isEqualTo(Status.STALE);

        drawn.ticker().take("ticker at 11", 11, 11, false);
        assertThat(drawn.redraw()).isTrue();
        assertThat(drawn.value()).isEqualTo("ticker at 11");
    }

    @Test
    void redraw_ofOwnThatIsBelievedAgain_waitsForItsNextWord() {
        drawn.own().take("own at 10", 10, 10, false);
        drawn.own().doubt(Verdict.MUTE, "mute");
        drawn.ticker().take("ticker at 11", 11, 11, false);
        drawn.redraw();
        drawn.own().absolve();

        assertThat(drawn.redraw()).isFalse();
        assertThat(drawn.value()).isEqualTo("ticker at 11");

        drawn.own().take("own at 12", 12, 12, false);
        assertThat(drawn.redraw()).isTrue();
        assertThat(drawn.value()).isEqualTo("own at 12");
    }
}
