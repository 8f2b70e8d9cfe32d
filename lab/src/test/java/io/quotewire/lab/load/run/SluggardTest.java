package io.quotewire.lab.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.load.link.Ending;
import io.quotewire.lab.load.link.Loop;
import org.junit.jupiter.api.Test;

class SluggardTest {
    @Test
    void end_isACutOnlyOfWhatHadBegun() {
        try (Loop loop = new Loop()) {
            LoadPlan plan = Plans.plan("ws://127.0.0.1:1", Profile.SLOW, 1);
            Sluggard sluggard = loop.ask(() -> new Sluggard(loop, plan, "{}"));

            loop.run(() -> sluggard.ended(new Ending(false, "connection refused")));
            assertThat(loop.ask(sluggard::cuts)).isZero();

            loop.run(() -> sluggard.ended(new Ending(true, "close 4008")));
            assertThat(loop.ask(sluggard::cuts)).isEqualTo(1);
        }
    }
}
