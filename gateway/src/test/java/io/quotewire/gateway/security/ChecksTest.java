package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as it is withstands all of them, in the loader in which {@link ChecksBiteTest} switches something off. */
class ChecksTest {
    private static final Weakened WHOLE = new Weakened();

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> checks() {
        return Checks.ALL.stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.toString(),
                        () -> WHOLE.call(
                                Checks.class, "run", check.toString(), Files.createTempDirectory(folder, "check"))));
    }

    @Test
    void checks_all_haveNamesOfTheirOwn() {
        assertThat(Checks.ALL).extracting(Check::toString).doesNotHaveDuplicates();
        assertThat(Checks.ALL).extracting(Check::number).allMatch(number -> number >= 1 && number <= 48);
    }
}
