package io.quotewire.venue.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyTest {
    @TempDir
    Path folder;

    @Test
    void key_read_fillsAndHides() throws IOException {
        ApiKey key = ApiKey.read(Files.writeString(folder.resolve("key"), " abc-123 \r\n"));

        assertThat(key.fill("/v6/{key}/latest")).isEqualTo("/v6/abc-123/latest");
        assertThat(key.hide("no abc-123 here")).isEqualTo("no {key} here");
    }

    @Test
    void key_printed_saysNothing() throws IOException {
        ApiKey key = ApiKey.read(Files.writeString(folder.resolve("key"), "abc-123"));
        Access access = Access.to(URI.create("http://127.0.0.1:1")).with(key, Map.of("x-cg-demo-api-key", "{key}"));

        assertThat(key + " " + access).doesNotContain("abc-123").contains("{key}");
    }

    @Test
    void file_withoutAKey_isNamedAndNotQuoted() throws IOException {
        Path file = folder.resolve("key");
        for (String text : new String[] {"", "two words", "abc", "a/b/c/d", "x".repeat(5_000)}) {
            Files.writeString(file, text);

            assertThatThrownBy(() -> ApiKey.read(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("key-file " + file)
                    .hasMessageNotContaining("words");
        }
        assertThatThrownBy(() -> ApiKey.read(folder.resolve("none"))).hasMessageContaining("cannot be read");
    }

    @Test
    void none_anywhere_changesNothing() {
        assertThat(ApiKey.NONE.hide("as it is")).isEqualTo("as it is");
        assertThat(ApiKey.NONE).hasToString("no key");
    }
}
