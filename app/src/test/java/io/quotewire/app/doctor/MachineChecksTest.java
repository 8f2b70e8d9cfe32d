package io.quotewire.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.doctor.Finding.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineChecksTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"25.0.3, OK", "26-ea, OK", "21.0.1, ERROR"})
    void java_olderThanWhatWeNeed_isAnError(String version, Mark mark) {
        assertThat(MachineChecks.java(Runtime.Version.parse(version)).mark()).isEqualTo(mark);
    }

    @Test
    void files_ofAUsualShell_areFewForClients() {
        assertThat(MachineChecks.files(1_024))
                .isEqualTo(Finding.warning(
                        "files",
                        "open files 1024: room for about 924 clients",
                        "LimitNOFILE=65536 in the unit, or ulimit -n 65536"));
        assertThat(MachineChecks.files(10_000).mark()).isEqualTo(Mark.OK);
        assertThat(MachineChecks.files().id()).isEqualTo("files");
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "-1000, OK", "1001, WARNING", "-5000, WARNING", "5001, ERROR", "-60000, ERROR"})
    void clock_fartherFromTheVenues_isWorse(long aheadMs, Mark mark) {
        Finding finding = MachineChecks.clock(OptionalLong.of(aheadMs), 0);

        assertThat(finding.mark()).isEqualTo(mark);
        assertThat(finding.text()).contains((aheadMs > 0 ? "-" : "+") + Math.abs(aheadMs) + " ms");
    }

    @Test
    void clock_thatJumpsWhileOneLooks_isToldFirst() {
        assertThat(MachineChecks.clock(OptionalLong.of(9_000), -200).text())
                .isEqualTo("the clock jumped by -200 ms just now");
        assertThat(MachineChecks.clock(OptionalLong.empty(), 199).mark()).isEqualTo(Mark.SKIPPED);
    }

    @Test
    void data_thatCanBeWritten_isLeftAsItWas() throws IOException {
        Path data = folder.resolve("data");

        assertThat(MachineChecks.data(data).text()).startsWith("data folder " + data + " can be written, ");
        try (var files = Files.list(data)) {
            assertThat(files).isEmpty();
        }
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(MachineChecks.data(file).mark()).isEqualTo(Mark.ERROR);
    }

    @Test
    void limits_thatWereUnreadable_areRememberedUntilSomebodyLooks() throws IOException {
        assertThat(MachineChecks.limitsFile(folder)).isEmpty();
        Path aside = Files.writeString(folder.resolve("limits.unreadable.txt"), "?");
        assertThat(MachineChecks.limitsFile(folder)).singleElement().matches(finding -> finding.mark() == Mark.WARNING);
        Files.delete(aside);
        assertThat(MachineChecks.limitsFile(folder)).isEmpty();
    }

    @Test
    void diagnosis_inText_countsInTheRightNumber() {
        Diagnosis diagnosis = new Diagnosis(
                List.of(Finding.ok("a", "A"), Finding.error("b", "B", null), Finding.warning("c", "C", "do C")));

        assertThat(diagnosis.text(false)).isEqualTo("  ✓ A\n  ✗ B\n  ! C\n      fix: do C\n1 error, 1 warning\n");
        assertThat(diagnosis.json())
                .isEqualTo("{\"schema\":\"quotewire.doctor/1\",\"ok\":false,\"errors\":1,\"warnings\":1,\"checks\":["
                        + "{\"id\":\"a\",\"status\":\"ok\",\"text\":\"A\",\"fix\":null},"
                        + "{\"id\":\"b\",\"status\":\"error\",\"text\":\"B\",\"fix\":null},"
                        + "{\"id\":\"c\",\"status\":\"warning\",\"text\":\"C\",\"fix\":\"do C\"}]}\n");
    }
}
