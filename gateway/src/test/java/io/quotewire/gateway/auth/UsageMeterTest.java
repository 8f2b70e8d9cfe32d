package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.store.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UsageMeterTest {
    private static final long NOW_US = TimeUnit.DAYS.toMicros(20_000) + 5;

    private final UsageMeter meter = new UsageMeter();
    private final List<Usage.Day> written = new ArrayList<>();

    @Test
    void used_isWrittenOnceAsOfTheDay() {
        meter.connected(account(7));
        meter.sent(account(7), 2, 30);
        meter.sent(account(7), 1, 20);
        meter.sent(Principal.ANYBODY, 1, 20);

        meter.writeDown(written::addAll, NOW_US);
        meter.writeDown(written::addAll, NOW_US);

        assertThat(written).containsExactly(new Usage.Day(7, 20_000, 3, 50, 1));
    }

    @Test
    void used_thatCannotBeWritten_isKept() {
        meter.sent(account(7), 2, 30);
        assertThatThrownBy(() -> meter.writeDown(
                        days -> {
                            throw new IllegalStateException("the store does not answer");
                        },
                        NOW_US))
                .hasMessage("the store does not answer");
        meter.connected(account(7));

        meter.writeDown(written::addAll, NOW_US);

        assertThat(written).containsExactly(new Usage.Day(7, 20_000, 2, 30, 1));
    }

    @Test
    void accounts_more_areWrittenInLists() {
        for (int account = 1; account <= Usage.MOST + 1; account++) {
            meter.connected(account(account));
        }
        List<Integer> sizes = new ArrayList<>();

        meter.writeDown(days -> sizes.add(days.size()), NOW_US);

        assertThat(sizes).containsExactly(Usage.MOST, 1);
    }

    private static Principal account(long id) {
        return new Principal(id, "ada", false, Entitlement.EVERYTHING, 1, 0, 0, Long.MAX_VALUE);
    }
}
