package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A certificate from the command line, a gateway that shows it, and clients that believe it or not. */
class TlsIT {
    @TempDir
    private Path directory;

    @Test
    void gateway_withACertificateForTryingOut_isReachedByWhoTrustsIt() throws Exception {
        TestShell maker = new TestShell(directory);
        assertThat(maker.run("tls", "self-signed", "--host", "localhost,127.0.0.1", "--out", "tls"))
                .isZero();
        assertThat(maker.err().text()).contains("for trying out", "--ca-file");
        Files.writeString(
                directory.resolve("quotewire.yaml"),
                "fx:\n  enabled: false\n" + maker.out().text());
        TestShell gateway = new TestShell(directory);
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(7).withVenues(List.of("okx")))) {
            String url = gateway.serve(simulator);
            assertThat(url).startsWith("https://127.0.0.1:");

            TestShell tail = new TestShell(directory);
            tail.start("tail", "quote:okx:BTC-USDT", "--ca-file", "tls/cert.pem", "--url", url);
            assertThat(tail.out().await(line -> line.contains("\"snapshot\""))).contains("quote:okx:BTC-USDT");
            tail.send(Signals.Signal.INT);
            TestShell watch = new TestShell(directory);
            assertThat(watch.run("watch", "BTC-USDT", "--once", "--json", "--ca-file", "tls/cert.pem", "--url", url))
                    .isZero();
            assertThat(watch.out().text()).contains("BTC-USDT");
            TestShell doubting = new TestShell(directory);
            assertThat(doubting.run("watch", "BTC-USDT", "--once", "--timeout", "2s", "--url", url))
                    .isEqualTo(3);
            TestShell login = new TestShell(directory);
            assertThat(login.typing("not that\n", "login", "ada", "--ca-file", "tls/cert.pem", "--url", url))
                    .as("there are no accounts, which only the gateway can say")
                    .isNotEqualTo(3);
            bench(url);
            gateway.send(Signals.Signal.TERM);
            assertThat(gateway.exitCode()).isZero();
        }
    }

    private void bench(String url) {
        String[] flags = ("bench --clients 4 --transport ws=50,sse=50 --topics ticker:best:BTC-USDT --warm-up 1s"
                        + " --duration 2s --no-progress --ca-file tls/cert.pem --url " + url)
                .split(" ", -1);
        TestShell bench = new TestShell(directory);
        assertThat(bench.run(flags)).as(bench.out().text() + bench.err().text()).isZero();
        assertThat(new TestShell(directory)
                        .run("bench", "--clients", "1", "--duration", "1s", "--no-progress", "--url", url))
                .as("a load test that does not believe the gateway")
                .isEqualTo(3);
    }

    @Test
    void files_thatAreThere_areKeptUnlessForced() throws Exception {
        Path key = directory.resolve("tls/key.pem");
        TestShell shell = new TestShell(directory);
        assertThat(shell.run("tls", "self-signed", "--host", "localhost", "--days", "2", "--out", "tls"))
                .isZero();
        String before = Files.readString(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        assertThat(shell.run("tls", "self-signed", "--host", "localhost", "--out", "tls"))
                .isEqualTo(73);

        assertThat(Files.readString(key)).isEqualTo(before);
        assertThat(shell.err().text()).contains("is there already", "--force");
        assertThat(shell.run("tls", "self-signed", "--host", "localhost", "--out", "tls", "--force"))
                .isZero();
        assertThat(Files.readString(key)).isNotEqualTo(before);
        assertThat(shell.out().text() + shell.err().text()).doesNotContain("PRIVATE KEY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "--host localhost --days 0 ~ --days must be 1 to 3660, was 0",
                "--host a_b ~ --host: neither a name nor an address: a_b",
                "--host x,dns:y ~ --host: neither a name nor an address: dns:y",
                "--days 2 ~ Missing required option: '--host=NAME,IP'",
            })
    void flags_thatCannotBe_areNamed(String flags, String message) {
        TestShell shell = new TestShell(directory);

        assertThat(shell.run(("tls self-signed --out tls " + flags).split(" ", -1)))
                .isEqualTo(2);
        assertThat(shell.err().text()).startsWith(message);
        assertThat(directory.resolve("tls")).doesNotExist();
    }

    @Test
    void serve_withFilesThatAreNoUse_endsAndSaysWhy() throws Exception {
        TestShell shell = new TestShell(directory);
        assertThat(shell.run("tls", "self-signed", "--host", "localhost", "--out", "one"))
                .isZero();
        assertThat(shell.run("tls", "self-signed", "--host", "localhost", "--out", "two"))
                .isZero();
        String pair = "tls:\n  certificate: \"%s\"\n  key: \"%s\"\n";
        Path certificate = directory.resolve("one/cert.pem");

        assertServeEnds(pair.formatted(certificate, directory.resolve("two/key.pem")), "is not the key of the first");
        assertServeEnds(pair.formatted(certificate, directory.resolve("none.pem")), "tls.key: there is no file ");
        assertServeEnds("tls:\n  certificate: \"" + certificate + "\"\n", "tls.key is missing");
    }

    private void assertServeEnds(String settings, String why) throws Exception {
        Files.writeString(directory.resolve("quotewire.yaml"), settings);
        TestShell shell = new TestShell(directory);

        assertThat(shell.run("serve", "--port", "0")).isEqualTo(78);
        assertThat(shell.err().text()).contains(why);
    }
}
