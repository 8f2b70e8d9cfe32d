package io.quotewire.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMaterialTest {
    private static final Path CERTIFICATE = Path.of("cert.pem");
    private static final Path KEY = Path.of("key.pem");

    @ParameterizedTest
    @EnumSource(names = {"FIRST", "RSA"})
    void pair_inOrder_isRead(Certificates pair) throws Exception {
        KeyMaterial material = read(pair.pem().certificate(), pair.pem().key());

        assertThat(material.chain()).hasSize(1).first().isEqualTo(pair.certificate());
        assertThat(material.notAfter()).isAfter(Instant.now().plus(28, ChronoUnit.DAYS));
        assertThat(material.toString()).doesNotContain("PRIVATE").contains("CN=");
    }

    @Test
    void textAroundTheBlocks_isIgnored() throws Exception {
        String both = "Bag Attributes\n" + Certificates.FIRST.pem().key() + "subject=/CN=x\r\n"
                + Certificates.FIRST.pem().certificate();

        assertThat(read(both, both).chain()).hasSize(1);
    }

    @Test
    void keyOfAnotherCertificate_isRefused() {
        refused(
                        Certificates.FIRST.pem().certificate(),
                        Certificates.SECOND.pem().key())
                .hasMessage("key.pem is not the key of the first certificate in cert.pem");
        refused(Certificates.FIRST.pem().certificate(), Certificates.RSA.pem().key())
                .hasMessage("key.pem is no EC key, which the certificate wants");
    }

    @Test
    void certificateOfAnotherTime_isRefused() {
        refused(
                        Certificates.EXPIRED.pem().certificate(),
                        Certificates.EXPIRED.pem().key())
                .hasMessageStartingWith("cert.pem has expired, on ");
        refused(Certificates.EARLY.pem().certificate(), Certificates.EARLY.pem().key())
                .hasMessageStartingWith("cert.pem is not valid before ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void key_ofAnotherForm_isRefusedWithTheCommandThatHelps(String label) {
        String key = Certificates.FIRST.pem().key().replace("PRIVATE KEY", label);

        refused(Certificates.FIRST.pem().certificate(), key)
                .hasMessageContaining(label.startsWith("ENC") ? "encrypted" : label)
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in key.pem");
    }

    /** As {@code openssl rsa -traditional -aes128} writes it. */
    @Test
    void key_encryptedInTheOlderForm_isCalledEncrypted() {
        String key = Certificates.FIRST
                .pem()
                .key()
                .replace("PRIVATE KEY", "RSA PRIVATE KEY")
                .replaceFirst("-----\n", "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\n");

        refused(Certificates.FIRST.pem().certificate(), key)
                .hasMessageContaining("is encrypted")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in key.pem");
    }

    @Test
    void file_halfWritten_isRefusedWhereverItEnds() {
        String certificate = Certificates.FIRST.pem().certificate();
        String key = Certificates.FIRST.pem().key();
        for (int end = 0; end < key.lastIndexOf("-----"); end += 7) {
            refused(certificate, key.substring(0, end)).isNotNull();
        }
        for (int end = 0; end < certificate.lastIndexOf("-----"); end += 7) {
            refused(certificate.substring(0, end), key).isNotNull();
        }
    }

    @Test
    void block_withAnotherEndOrNoBase64_isRefused() {
        String certificate = Certificates.FIRST.pem().certificate();

        refused(
                        certificate.replace("END CERTIFICATE", "END PRIVATE KEY"),
                        Certificates.FIRST.pem().key())
                .hasMessageContaining("ends as PRIVATE KEY");
        refused(certificate.replace("\nM", "\n!"), Certificates.FIRST.pem().key())
                .hasMessageContaining("no Base64");
        refused("", Certificates.FIRST.pem().key()).hasMessageContaining("-----BEGIN CERTIFICATE-----");
        refused(certificate, certificate).hasMessageContaining("-----BEGIN PRIVATE KEY-----");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String certificate, String key) {
        return assertThatThrownBy(() -> read(certificate, key));
    }

    private static KeyMaterial read(String certificate, String key) throws BadKeyMaterial {
        return KeyMaterial.of(CERTIFICATE, certificate, KEY, key, Instant.now());
    }
}
