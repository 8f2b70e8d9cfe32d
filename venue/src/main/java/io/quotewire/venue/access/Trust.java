package io.quotewire.venue.access;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom a feed believes, for WebSocket and REST alike. Host names are always checked. */
public final class Trust {
    private static final char[] USUAL_PASSWORD = "changeit".toCharArray();

    /** Null where nobody is believed. */
    private final @Nullable TrustManagerFactory managers;

    private Trust(@Nullable TrustManagerFactory managers) {
        this.managers = managers;
    }

    /**
     * What is needed: the JDK's certificates are many, and are not read where all addresses are plain.
     *
     * @param store null is the JDK's
     * @param usesTls whether any address is not plain
     * @throws IllegalArgumentException naming the store, if it cannot be read
     */
    public static Trust of(@Nullable Path store, boolean usesTls) {
        return store == null && !usesTls ? new Trust(null) : of(store);
    }

    /** The same of somebody who is only asked over REST. */
    public static Trust of(Access access) {
        return of(access.trustStore(), !"http".equals(access.url().getScheme()));
    }

    /** Reads the store; null is the JDK's. */
    public static Trust of(@Nullable Path store) {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store == null ? null : isPem(store) ? pem(store) : keyStore(store));
            return new Trust(managers);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("trust-store " + store + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** For WebSocket. */
    public SslContext forNetty() {
        if (managers == null) {
            throw new IllegalStateException("no address of this feed uses TLS");
        }
        try {
            return SslContextBuilder.forClient()
                    .trustManager(managers)
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("no TLS on this machine", e);
        }
    }

    /** For REST, whose client checks host names by itself. */
    public SSLContext forJdk() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers == null ? new TrustManager[0] : managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS on this machine", e);
        }
    }

    private static boolean isPem(Path store) {
        return store.toString().matches(".*\\.(pem|crt|cer)");
    }

    private static KeyStore pem(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate-" + number++, certificate);
            }
        }
        if (store.size() == 0) {
            throw new IOException("it has no certificate");
        }
        return store;
    }

    private static KeyStore keyStore(Path file) throws GeneralSecurityException, IOException {
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), (char[]) null);
            if (store.size() > 0) { // Without its password a PKCS12 store may open and look empty.
                return store;
            }
        } catch (IOException e) {
            return KeyStore.getInstance(file.toFile(), USUAL_PASSWORD);
        }
        return KeyStore.getInstance(file.toFile(), USUAL_PASSWORD);
    }
}
