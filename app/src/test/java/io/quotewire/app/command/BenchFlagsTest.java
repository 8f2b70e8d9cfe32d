package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a load test before it begins is said before it begins; a run would end with 3: nobody listens there. */
class BenchFlagsTest {
    private static final String NOBODY = "ws://127.0.0.1:1/v1/ws";

    @TempDir
    private Path folder;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(folder);
    }

    private int bench(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "bench";
        all[1] = "--no-progress";
        System.arraycopy(words, 0, all, 2, words.length);
        return shell.run(all);
    }

    @Test
    void threshold_thatTheProfileCannotMeasure_isRefused() {
        assertThat(bench("--url", NOBODY, "--profile", "quotes", "--threshold", "lost==0"))
                .isEqualTo(2);
        assertThat(shell.err().text()).startsWith("--threshold on lost: quotes does not measure it, but p50, ");
    }

    @ParameterizedTest
    @CsvSource({"taken/report.html", "."})
    void page_thatCannotBeWritten_isRefused(String file) throws Exception {
        Files.writeString(folder.resolve("taken"), "a file where a folder would have to be");

        assertThat(bench("--url", NOBODY, "--html", file)).isEqualTo(2);
        assertThat(shell.err().text()).isEqualTo("--html must be a file that can be written, was " + file + "\n");
    }

    @Test
    void page_thatWouldBeWritten_isNotThereBefore_andWhatIsThereStays() throws Exception {
        Files.writeString(folder.resolve("old.html"), "old");

        assertThat(bench("--url", NOBODY, "--html", "out/new.html")).isEqualTo(3);
        assertThat(bench("--url", NOBODY, "--html", "old.html")).isEqualTo(3);

        assertThat(folder.resolve("out/new.html")).doesNotExist();
        assertThat(folder.resolve("old.html")).hasContent("old");
    }

    @Test
    void message_aboutAnAddress_hasNoFlagOfItsHostsName_andNoSecret() {
        assertThat(bench("--url", "ftp://load.example/x?ticket=s3cret", "--profile", "ticks"))
                .isEqualTo(2);
        assertThat(shell.err().text())
                .contains("--url: ", "ftp://load.example/x?ticket=***")
                .doesNotContain("s3cret");
    }

    @Test
    void host_thatIsNowhere_isNoConnection() {
        assertThat(bench("--url", "ws://nobody.invalid/v1/ws", "--clients", "1", "--duration", "1s"))
                .isEqualTo(3);
    }

    @Test
    void setting_outOfItsRange_isNamedAsAFlag() {
        assertThat(bench("--url", NOBODY, "--clients", "0")).isEqualTo(2);
        assertThat(shell.err().text()).isEqualTo("--clients must be 1 to 25000, was 0\n");
    }
}
