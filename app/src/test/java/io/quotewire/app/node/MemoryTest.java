package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.Configuration;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final long NOW_US = 1_764_500_000_000_000L;
    private static final Update QUOTE = new Update.Value(
            new Head(
                    Topic.parse("quote:okx:BTC-USDT"),
                    new Epoch(NOW_US / 1_000),
                    1,
                    NOW_US,
                    NOW_US,
                    "okx",
                    Status.LIVE,
                    false),
            false,
            new QuoteData(Decimal.parse("1"), null, Decimal.parse("2"), null));

    @TempDir
    private Path folder;

    @Test
    void epoch_afterTheClockWasSetBack_stillGrows() throws Exception {
        Memory before = open(Map.of());
        before.behind(_ -> {}).on(QUOTE);
        before.close();
        Memory memory = open(Map.of());
        assertThat(memory.epoch(() -> NOW_US - 60_000_000)).isEqualTo(new Epoch(NOW_US / 1_000 + 1));
        assertThat(memory.epoch(() -> NOW_US + 60_000_000)).isEqualTo(new Epoch(NOW_US / 1_000 + 60_000));
        memory.close();
        assertThat(new Memory(null, null).epoch(() -> NOW_US)).isEqualTo(new Epoch(NOW_US / 1_000));
    }

    @Test
    void behind_isToldInTheOrderThatThingsWereKept() throws Exception {
        Memory memory = open(Map.of());
        List<Update> seen = new ArrayList<>();
        memory.behind(seen::add).on(QUOTE);
        assertThat(seen).containsExactly(QUOTE);
        assertThat(memory.metrics()).hasSize(2);
        memory.close();
    }

    @Test
    void open_allSwitchedOff_keepsNothing() throws Exception {
        Memory memory = open(Map.of("QUOTEWIRE_LAST_VALUES_ENABLED", "false", "QUOTEWIRE_HISTORY_ENABLED", "false"));
        assertThat(memory).isEqualTo(new Memory(null, null));
        assertThat(folder).isEmptyDirectory();
        memory.close();
    }

    private Memory open(Map<String, String> variables) throws Exception {
        return Objects.requireNonNull(Memory.open(config(variables), folder, () -> NOW_US, new SplittableRandom(1)));
    }

    private AppConfig config(Map<String, String> variables) throws Exception {
        return Configuration.load(new Configuration.Sources(null, folder, variables, List.of()))
                .values();
    }
}
