package io.quotewire.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A certificate that nobody has issued, with its key, for trying out. The JDK's {@code keytool} makes them, since the JDK has no
 * class for that which others may call.
 *
 * @param certificate PEM
 * @param key PEM, PKCS#8
 */
public record SelfSigned(String certificate, String key) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final String ALIAS = "gateway";
    private static final int PASSWORD_BYTES = 16;
    private static final long WITHIN_S = 60;

    /**
     * Makes one.
     *
     * @param hosts names and addresses that it is for; at least one
     * @param days how long it is valid, from now on
     * @throws IllegalArgumentException naming a host that is none
     * @throws IOException if it cannot be made
     */
    public static SelfSigned make(List<String> hosts, int days) throws IOException, InterruptedException {
        return make(hosts, "EC", "-0d", days);
    }

    /**
     * The same.
     *
     * @param algorithm {@code EC} or {@code RSA}
     * @param start {@code -2d} is two days ago
     */
    static SelfSigned make(List<String> hosts, String algorithm, String start, int days)
            throws IOException, InterruptedException {
        String names = hosts.stream().map(SelfSigned::alternative).collect(Collectors.joining(","));
        Path folder = Files.createTempDirectory("quotewire-tls"); // Which nobody else can read.
        Path store = folder.resolve("store");
        Path password = folder.resolve("password");
        try {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            String secret = HexFormat.of().formatHex(random);
            Files.writeString(password, secret);
            keytool(List.of(
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    algorithm,
                    algorithm.equals("EC") ? "-groupname" : "-keysize",
                    algorithm.equals("EC") ? "secp256r1" : "3072",
                    "-dname",
                    "CN=quotewire self-signed",
                    "-ext",
                    "SAN=" + names,
                    "-ext",
                    "EKU=serverAuth",
                    "-startdate",
                    start,
                    "-validity",
                    Integer.toString(days),
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass:file",
                    password.toString()));
            return read(store, secret.toCharArray());
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(password);
            Files.deleteIfExists(folder);
        }
    }

    private static String alternative(String host) {
        if (ADDRESS.matcher(host).matches()) {
            return "ip:" + host;
        }
        if (!NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("neither a name nor an address: " + host);
        }
        return "dns:" + host;
    }

    private static void keytool(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said;
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        if (!process.waitFor(WITHIN_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroy();
            throw new IOException("keytool failed: " + said);
        }
    }

    private static SelfSigned read(Path store, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            Key key = Objects.requireNonNull(keys.getKey(ALIAS, password));
            Certificate certificate = keys.getCertificate(ALIAS);
            return new SelfSigned(
                    block("CERTIFICATE", certificate.getEncoded()), block("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException("what keytool made cannot be read", e);
        }
    }

    private static String block(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** Without the key: this may be logged. */
    @Override
    public String toString() {
        return certificate;
    }
}
