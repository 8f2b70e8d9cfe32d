package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.Main;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.model.Instrument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a service manager runs it: a process of its own, without a terminal, that is told by signals. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Reading a pipe is not interrupted.
class ReloadIT {
    private static final Instrument BTC = Instrument.parse("BTC-USDT");

    @TempDir
    private Path folder;

    @Test
    void hup_toAProcessWithoutATerminal_makesConnectionsAnew_andTermEndsItInOrder() throws Exception {
        try (Simulator simulator =
                Simulator.start(SimulatorConfig.of(3).withVenues(List.of("okx")).withInstruments(List.of(BTC)))) {
            Process gateway = serve(simulator);
            try (BufferedReader err = gateway.errorReader(StandardCharsets.UTF_8)) {
                tell(gateway, err);
            } finally {
                gateway.destroyForcibly();
            }
        }
    }

    private Process serve(Simulator simulator) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--port",
                        "0",
                        "--venues",
                        "okx",
                        "--instruments",
                        BTC.toString(),
                        "--venue-url",
                        "okx=" + simulator.wsUrl("okx"),
                        "--venue-url",
                        "okx=" + simulator.restUrl("okx"))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("QUOTEWIRE_FX_ENABLED", "false"); // No test reaches beyond this machine.
        Process gateway = builder.start();
        gateway.getOutputStream().close();
        return gateway;
    }

    private static void tell(Process gateway, BufferedReader err) throws Exception {
        await(err, line -> line.startsWith("ready "));
        send(gateway, "-HUP");
        assertThat(await(err, line -> line.contains("connection replaced"))).contains("reload");

        send(gateway, "-TERM");
        await(err, line -> false);
        assertThat(gateway.waitFor()).isZero();
    }

    private static void send(Process process, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    /** The first line that is wanted; empty at the end of all. */
    private static String await(BufferedReader lines, Predicate<String> wanted) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (wanted.test(line)) {
                    return line;
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
