package io.quotewire.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InsistenceTest {
    private static final long S = 1_000_000;

    private final Insistence insistence = new Insistence();

    @Test
    void pauses_whileItIsAskedAgain_doubleUpToTenMinutes() {
        List<Long> pausesS = new ArrayList<>();
        long nowUs = 5 * S;
        for (int i = 0; i < 7; i++) {
            insistence.asked(nowUs);
            pausesS.add((insistence.nextUs() - nowUs) / S);
            nowUs = insistence.nextUs();
        }

        assertThat(pausesS).containsExactly(30L, 60L, 120L, 240L, 480L, 600L, 600L);
    }

    @Test
    void pauses_afterALongPeace_beginAnew_butNotAfterAShortOne() {
        insistence.asked(0);
        insistence.asked(30 * S);
        insistence.asked(100 * S);
        assertThat(insistence.nextUs()).isEqualTo(220 * S);

        insistence.asked(220 * S + 240 * S);
        assertThat(insistence.nextUs()).isEqualTo(490 * S);
    }
}
