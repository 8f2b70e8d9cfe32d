package io.quotewire.gateway.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of the machine that tests run on, made once while they do; good for their own clocks, which stand still, too. */
public enum Certificates {
    FIRST("EC", "-3000d", 6000),
    SECOND("EC", "-3000d", 6100),
    RSA("RSA", "-3000d", 6000),
    EXPIRED("EC", "-3000d", 2),
    EARLY("EC", "+2d", 30);

    private static final Map<Certificates, SelfSigned> MADE = new ConcurrentHashMap<>();

    private final String algorithm;
    private final String start;
    private final int days;

    Certificates(String algorithm, String start, int days) {
        this.algorithm = algorithm;
        this.start = start;
        this.days = days;
    }

    public SelfSigned pem() {
        return MADE.computeIfAbsent(this, Certificates::make);
    }

    private SelfSigned make() {
        try {
            return SelfSigned.make(List.of("localhost", "127.0.0.1"), algorithm, start, days);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes both files, and says where they are. */
    public TlsConfig in(Path folder) throws IOException {
        TlsConfig files = new TlsConfig(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        Files.writeString(folder.resolve("cert.pem"), pem().certificate());
        Files.writeString(folder.resolve("key.pem"), pem().key());
        return files;
    }

    /** What trusts this certificate, and no other. */
    public SSLContext trusting() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("gateway", certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    public Certificate certificate() {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(pem().certificate().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
