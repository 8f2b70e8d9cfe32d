package io.quotewire.gateway.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Makes the engines of connections that are shown one key's certificate. Any thread. */
final class Engines {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** What the JDK has of these, the preferred one first: AEAD, and a key that is made for the connection. */
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final int SESSIONS = 20_000;
    private static final Duration SESSION_LIFE = Duration.ofHours(1);

    static {
        // Read by the JDK when it first serves TLS: no client has a reason to shake hands again on a connection, and
        // each
        // time costs us more than it.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final SSLContext context;
    private final String[] suites;

    Engines(KeyMaterial material) throws BadKeyMaterial {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(managers(material).getKeyManagers(), new TrustManager[0], null);
        } catch (GeneralSecurityException | IOException e) {
            throw new BadKeyMaterial("the key and certificate cannot be used: " + e.getMessage(), e);
        }
        context.getServerSessionContext().setSessionCacheSize(SESSIONS);
        context.getServerSessionContext().setSessionTimeout((int) SESSION_LIFE.toSeconds());
        List<String> known = List.of(context.getSupportedSSLParameters().getCipherSuites());
        suites = SUITES.stream().filter(known::contains).toArray(String[]::new);
    }

    SSLEngine next() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(suites);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** A store in memory, whose password protects nothing. */
    private static KeyManagerFactory managers(KeyMaterial material) throws GeneralSecurityException, IOException {
        char[] none = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, none);
        X509Certificate[] chain = material.chain().toArray(X509Certificate[]::new);
        store.setKeyEntry("gateway", material.key(), none, chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, none);
        return managers;
    }
}
