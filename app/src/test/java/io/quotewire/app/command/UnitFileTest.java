package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the unit for systemd lets the process do, row 46 of {@code docs/security.md}, and that what it calls is there. */
class UnitFileTest {
    private static final Path UNIT = Path.of(System.getProperty("quotewire.root", ".."), "deploy", "quotewire.service");
    private static final Pattern SETTING = Pattern.compile("(?m)^([A-Za-z]+)=(.*)$");

    @TempDir
    private Path folder;

    private Map<String, String> settings;

    @BeforeEach
    void read() throws IOException {
        settings = SETTING.matcher(Files.readString(UNIT))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (first, again) -> first));
    }

    @Test
    void unit_givesTheProcessNothingBeyondItsOwn() {
        assertThat(settings)
                .containsEntry("User", "quotewire")
                .containsEntry("NoNewPrivileges", "yes")
                .containsEntry("CapabilityBoundingSet", "")
                .containsEntry("AmbientCapabilities", "")
                .containsEntry("ProtectSystem", "strict")
                .containsEntry("ProtectHome", "yes")
                .containsEntry("PrivateTmp", "yes")
                .containsEntry("PrivateDevices", "yes")
                .containsEntry("RestrictNamespaces", "yes")
                .containsEntry("SystemCallFilter", "@system-service")
                .containsEntry("StateDirectoryMode", "0700")
                .containsEntry("UMask", "0077");
        assertThat(settings.keySet())
                .as("secrets are in files, and nothing else may be written")
                .doesNotContain("Environment", "EnvironmentFile", "ReadWritePaths");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExecStartPre", "ExecStart"})
    void command_ofTheUnit_isUnderstoodAsFarAsItsSettings(String name) {
        String command = Objects.requireNonNull(settings.get(name));
        String file = folder.resolve("quotewire.yaml").toString();
        String[] words = command.substring(command.indexOf(".jar ") + 5)
                .replace("/etc/quotewire/quotewire.yaml", file)
                .split(" ");
        TestShell shell = new TestShell(folder);

        assertThat(shell.run(words)).as(command).isEqualTo(78);
        assertThat(shell.err().text()).contains(file);
    }
}
