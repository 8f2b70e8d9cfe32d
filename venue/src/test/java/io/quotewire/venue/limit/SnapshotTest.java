package io.quotewire.venue.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.venue.limit.Snapshot.Unreadable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final TestMoments time = new TestMoments();

    @Test
    void snapshot_written_isReadAsItWas() throws Unreadable {
        Snapshot snapshot = sample();
        assertThat(Snapshot.decode(snapshot.encode())).isEqualTo(snapshot);
        Snapshot empty = Snapshot.empty(time.moments());
        assertThat(Snapshot.decode(empty.encode())).isEqualTo(empty);
    }

    @Test
    void snapshot_cutAnywhere_isUnreadable() {
        String text = sample().encode();
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> Snapshot.decode(cut)).as(cut).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void snapshot_withAnyCharacterChanged_isUnreadable() {
        String text = sample().encode();
        for (int i = 0; i < text.length(); i++) {
            String changed = text.substring(0, i) + (text.charAt(i) == '7' ? '8' : '7') + text.substring(i + 1);
            assertThatThrownBy(() -> Snapshot.decode(changed)).as(changed).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void age_withinABoot_isThatOfTheMonotonicClock() {
        Snapshot snapshot = sample();
        long untilUs = snapshot.ledgers().getFirst().banUntilUs();
        time.advance(Duration.ofSeconds(10));
        time.jump(Duration.ofDays(2));
        assertThat(snapshot.agedBy(time.moments()).getFirst().banUntilUs())
                .as("a jump ahead lifts nothing")
                .isEqualTo(untilUs + Duration.ofDays(2).toMillis() * 1_000);
        time.jump(Duration.ofDays(-4));
        Saved back = snapshot.agedBy(time.moments()).getFirst();
        assertThat(back.banUntilUs() - time.nowUs())
                .as("and one back prolongs nothing")
                .isEqualTo(Duration.ofSeconds(50).toMillis() * 1_000);
        assertThat(back.spent().get(Kind.CONNECTS)).hasSize(2).allMatch(one -> one.atUs() <= time.nowUs());
    }

    @Test
    void age_afterAReboot_isThatOfTheWallClockAndNeverNegative() {
        Snapshot snapshot = sample();
        time.reboot();
        time.jump(Duration.ofSeconds(20));
        assertThat(snapshot.agedBy(time.moments()).getFirst().banUntilUs() - time.nowUs())
                .isEqualTo(40_000_000);
        time.jump(Duration.ofDays(-30));
        Saved back = snapshot.agedBy(time.moments()).getFirst();
        assertThat(back.banUntilUs() - time.nowUs()).isEqualTo(60_000_000);
        assertThat(back.spent().getOrDefault(Kind.CONNECTS, List.of()).getLast().atUs())
                .isEqualTo(time.nowUs());
    }

    private Snapshot sample() {
        long nowUs = time.nowUs();
        Map<Kind, List<Spent>> spent = new EnumMap<>(Kind.class);
        spent.put(Kind.CONNECTS, List.of(new Spent(nowUs - 5_000_000, 1), new Spent(nowUs, 1)));
        spent.put(Kind.WEIGHT, List.of(new Spent(nowUs - 1, 250)));
        Map<Kind, MonthCount> months = new EnumMap<>(Map.of(Kind.REQUESTS, new MonthCount(24_323, 9_000)));
        Snapshot empty = Snapshot.empty(time.moments());
        return new Snapshot(
                nowUs,
                empty.monotonicUs(),
                empty.boot(),
                List.of(
                        new Saved("binance", "data.example:443", nowUs + 60_000_000, 3, spent, months),
                        new Saved("okx", "[::1]:9", 0, 0, Map.of(), Map.of())));
    }
}
