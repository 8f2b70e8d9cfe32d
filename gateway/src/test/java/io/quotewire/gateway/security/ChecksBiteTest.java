package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** With a protection switched off its check fails: as an assertion, and not because something is not there. */
class ChecksBiteTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> checks() {
        return Checks.ALL.stream()
                .flatMap(check -> check.protections().stream()
                        .map(off -> DynamicTest.dynamicTest(check + ": " + off, () -> bites(check, off))));
    }

    private void bites(Check check, Protection off) throws Exception {
        Path own = Files.createTempDirectory(folder, "bite");
        Weakened program = new Weakened(off);
        Throwable told = catchThrowable(() -> program.call(Checks.class, "run", check.toString(), own));
        assertThat(told).as("%s although %s", check, off).isInstanceOf(AssertionError.class);
    }

    @Test
    void protection_thatIsNotThere_isNamed() {
        assertThatThrownBy(() -> new Weakened(Protection.idle("gateway.http.Doorkeeper", "checkNothing")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("a protection names io.quotewire.gateway.http.Doorkeeper.checkNothing, which is not there");
    }
}
