package io.quotewire.store;

import static io.quotewire.store.Given.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.store.Usage.Day;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class UsageTest {
    private static final long TODAY = 20_000;

    private final Store store;
    private final Usage usage;
    private final Account alice;
    private final Account bob;

    UsageTest(Place place) {
        store = place.store();
        usage = store.usage();
        alice = account(store, "alice");
        bob = account(store, "bob");
    }

    @Test
    void add_again_isSummedByDayAndAccount() {
        usage.add(List.of(new Day(bob.id(), TODAY, 7, 8, 9), new Day(alice.id(), TODAY, 1, 2, 3)));
        usage.add(List.of(new Day(alice.id(), TODAY, 10, 20, 30), new Day(alice.id(), TODAY + 1, 4, 5, 6)));

        assertThat(usage.list(alice.id(), TODAY, TODAY + 1))
                .containsExactly(new Day(alice.id(), TODAY, 11, 22, 33), new Day(alice.id(), TODAY + 1, 4, 5, 6));
        assertThat(usage.list(alice.id(), TODAY + 1, TODAY + 1)).hasSize(1);
        assertThat(usage.list(bob.id(), 0, TODAY)).containsExactly(new Day(bob.id(), TODAY, 7, 8, 9));
    }

    @Test
    void add_atTheSameTime_losesNothing() throws Exception {
        Given.together(4, () -> {
            for (int i = 0; i < 10; i++) {
                usage.add(List.of(new Day(alice.id(), TODAY, 1, 10, 0), new Day(bob.id(), TODAY, 1, 10, 0)));
            }
            return 0;
        });

        assertThat(usage.list(alice.id(), TODAY, TODAY)).containsExactly(new Day(alice.id(), TODAY, 40, 400, 0));
        assertThat(usage.list(bob.id(), TODAY, TODAY)).containsExactly(new Day(bob.id(), TODAY, 40, 400, 0));
    }

    @Test
    void add_ofAnAccountThatIsGone_isLeftOut() {
        usage.add(List.of(new Day(-1, TODAY, 1, 1, 1), new Day(alice.id(), TODAY, 1, 1, 1)));

        assertThat(usage.list(-1, 0, TODAY)).isEmpty();
        assertThat(usage.list(alice.id(), 0, TODAY)).hasSize(1);
    }

    @Test
    void add_laterThanIsKept_losesTheOldest() {
        usage.add(List.of(new Day(alice.id(), TODAY, 1, 1, 1), new Day(alice.id(), TODAY + 1, 1, 1, 1)));
        usage.add(List.of(new Day(alice.id(), TODAY + Usage.KEPT_DAYS, 1, 1, 1)));

        assertThat(usage.list(alice.id(), 0, 100_000))
                .extracting(Day::day)
                .containsExactly(TODAY + 1, TODAY + Usage.KEPT_DAYS);
    }

    @Test
    void badValues_any_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Day(1, -1, 0, 0, 0))
                .withMessage("usage.day must be 0 to 1000000, was -1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Day(1, 0, -1, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> usage.add(Collections.nCopies(1_001, new Day(1, 0, 0, 0, 0))))
                .withMessage("usage (days) must be 0 to 1000, was 1001");
        assertThatIllegalArgumentException().isThrownBy(() -> usage.list(1, 5, 4));
    }
}
