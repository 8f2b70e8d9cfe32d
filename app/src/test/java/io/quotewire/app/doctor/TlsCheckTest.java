package io.quotewire.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.doctor.Finding.Mark;
import io.quotewire.gateway.tls.SelfSigned;
import io.quotewire.gateway.tls.TlsConfig;
import io.quotewire.model.MicroClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCheckTest {
    private static final MicroClock CLOCK = MicroClock.system();

    @TempDir
    private Path folder;

    @Test
    void files_ofUse_areWellAsLongAsThereIsTime() throws Exception {
        TlsConfig month = files(30);

        assertThat(TlsCheck.look(month, CLOCK)).extracting(Finding::mark).containsOnly(Mark.OK);
        assertThat(TlsCheck.look(files(10), CLOCK)).extracting(Finding::mark).containsExactly(Mark.WARNING, Mark.OK);
        assertThat(TlsCheck.look(TlsConfig.NONE, CLOCK)).isEmpty();
    }

    @Test
    void key_thatOthersRead_isAWarning() throws Exception {
        TlsConfig files = files(30);
        Files.setPosixFilePermissions(folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r-----"));

        List<Finding> findings = TlsCheck.look(files, CLOCK);

        assertThat(findings.getLast())
                .isEqualTo(Finding.warning(
                        "tls.key",
                        folder.resolve("key.pem") + " can be read by others",
                        "chmod 600 " + folder.resolve("key.pem")));
    }

    @Test
    void files_ofNoUse_areAnErrorThatSaysWhy() throws Exception {
        TlsConfig files = files(30);
        Files.writeString(folder.resolve("cert.pem"), "nonsense");

        Finding finding = TlsCheck.look(files, CLOCK).getFirst();

        assertThat(finding.mark()).isEqualTo(Mark.ERROR);
        assertThat(finding.text()).contains("cert.pem");
        assertThat(finding.fix()).contains("--host", "--out");
    }

    private TlsConfig files(int days) throws Exception {
        SelfSigned made = SelfSigned.make(List.of("localhost"), days);
        Path certificate = Files.writeString(folder.resolve("cert.pem"), made.certificate());
        Path key = folder.resolve("key.pem");
        Files.deleteIfExists(key);
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new TlsConfig(certificate, Files.writeString(key, made.key()));
    }
}
