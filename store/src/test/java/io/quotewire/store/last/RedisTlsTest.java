package io.quotewire.store.last;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotewire.store.last.redis.RedisConfig;
import io.quotewire.store.last.redis.RedisPlace;
import io.quotewire.store.last.redis.Secret;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusals;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Redis behind TLS, whose certificate this process does not trust and another one does. {@code wire} hears what anybody could. */
@Timeout(120)
class RedisTlsTest {
    private static final String PASSWORD = "open sesame";
    private static final Duration PATIENCE = Duration.ofSeconds(10); // The machine may be busy.
    private static final LastValue VALUE =
            RandomValues.quote("quote:okx:BTC-USDT", RandomValues.NOW_US / 1_000 - 5_000, 7, "1.25");

    @TempDir
    private Path folder;

    private final Refusals refusals = new Refusals();
    private TestRedis redis;
    private RedisFront tls;
    private RedisFront wire;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.start();
        redis.ask(commands -> commands.configSet("requirepass", PASSWORD));
        tls = new RedisFront(tlsSocket(), redis.port());
        wire = RedisFront.plain(tls.port());
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
        tls.close();
        redis.close();
    }

    @Test
    void certificate_thatIsTrusted_opens_andNothingIsToldInTheOpen() throws Exception {
        assertThat(elsewhere(wire.port())).isEqualTo("kept 1");

        assertThat(tls.heard()).contains(PASSWORD, VALUE.topic().toString());
        assertThat(wire.heard())
                .isNotEmpty()
                .doesNotContain(PASSWORD, VALUE.topic().toString());
    }

    @Test
    void certificate_thatNobodyTrusts_isRefused_andNothingIsSent() throws IOException {
        try (Place place = place(wire.port(), PATIENCE)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> place.write(List.of(VALUE), refusals))
                        .withMessageStartingWith("redis at 127.0.0.1:" + wire.port() + ": ")
                        .withMessageContaining("PKIX")
                        .withMessageEndingWith(RedisPlace.WANTS_TLS);
            }
        }
        assertThat(wire.heard())
                .isNotEmpty()
                .doesNotContain(PASSWORD, VALUE.topic().toString());
        assertThat(tls.heard()).isEmpty();
    }

    @Test
    void redis_withoutTls_isAFailure_andNothingIsSent() throws IOException {
        try (RedisFront open = RedisFront.plain(redis.port());
                Place place = place(open.port(), Duration.ofSeconds(1))) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> place.read(refusals))
                    .withMessageStartingWith("redis at 127.0.0.1:" + open.port() + ": ")
                    .withMessageEndingWith(RedisPlace.WANTS_TLS);

            assertThat(open.heard()).isNotEmpty().doesNotContain(PASSWORD);
        }
    }

    /** In a process that trusts the certificate. */
    private String elsewhere(int port) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djavax.net.ssl.trustStore=" + folder.resolve("trusted"),
                        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                        "-cp",
                        System.getProperty("java.class.path"),
                        RedisTlsTest.class.getName(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said.lines().reduce("", (_, line) -> line);
    }

    public static void main(String[] args) {
        Refusals refusals = new Refusals();
        try (Place place = place(Integer.parseInt(args[0]), PATIENCE)) {
            place.write(List.of(VALUE), refusals);
            System.out.println("kept " + place.read(refusals).size());
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }

    private static Place place(int port, Duration timeout) {
        RedisConfig config =
                new RedisConfig("127.0.0.1", port, "default", new Secret(PASSWORD), null, true, TestRedis.KEY, timeout);
        return new RedisPlace(config, 1_000, Duration.ofHours(1), () -> RandomValues.NOW_US);
    }

    private ServerSocket tlsSocket() throws Exception {
        KeyStore keys = keys();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** A certificate with its key; the certificate alone is in the file {@code trusted}. */
    private KeyStore keys() throws Exception {
        Path made = folder.resolve("keys");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        made.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(made)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("redis", keys.getCertificate("redis"));
        try (OutputStream out = Files.newOutputStream(folder.resolve("trusted"))) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return keys;
    }
}
