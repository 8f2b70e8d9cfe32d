package io.quotewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is what the code says; {@code -Dgolden.update=true} writes it anew. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    private final SettingsPage page = new SettingsPage(new KeyTree(AppConfig.DEFAULT));

    @Test
    void page_inDocs_isWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page.print());
        }

        assertThat(PAGE).hasContent(page.print());
    }

    @Test
    void sentences_andSettings_matchOneToOne() {
        assertThat(page.unmatched()).isEmpty();
    }
}
