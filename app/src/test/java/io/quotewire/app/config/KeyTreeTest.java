package io.quotewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyTreeTest {
    record Inner(int outboxBytes, Duration silentFor) {}

    record Outer(@Inline Map<String, Inner> named, List<String> some, Inner other) {}

    private static final Inner INNER = new Inner(1 << 20, Duration.ofSeconds(10));

    @Test
    void settings_ofRecords_areNamedByTheirComponents() {
        KeyTree tree = new KeyTree(new Outer(Map.of("okx", INNER), List.of(), INNER));

        assertThat(tree.settings().keySet())
                .containsExactly(
                        "okx.outbox-bytes", "okx.silent-for", "some", "other.outbox-bytes", "other.silent-for");
        assertThat(tree.settings().values())
                .extracting(Setting::general)
                .containsExactly("*.outbox-bytes", "*.silent-for", "some", "other.outbox-bytes", "other.silent-for");
        assertThat(tree.settings().values())
                .extracting(setting -> setting.print(setting.standard()))
                .containsExactly("1MiB", "10s", "[]", "1MiB", "10s");
    }

    @Test
    void variables_ofAllSettings_differ() {
        KeyTree tree = new KeyTree(AppConfig.DEFAULT);

        assertThat(tree.settings().values()).extracting(Setting::variable).doesNotHaveDuplicates();
    }
}
