package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For each test a gateway, started by its command, that lets in nobody without an account; there is one, ada's. */
abstract class GuardedServe {
    static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path directory;

    private Simulator simulator;
    private TestShell gateway;
    private String url;

    @BeforeEach
    final void start() throws Exception {
        assertThat(new TestShell(directory).typing(PASSWORD + "\n", "user", "add", "ada", "--admin"))
                .isZero();
        Files.writeString(directory.resolve("quotewire.yaml"), "auth:\n  mode: required\nfx:\n  enabled: false\n");
        simulator = Simulator.start(SimulatorConfig.of(7).withVenues(List.of("okx")));
        gateway = new TestShell(directory);
        url = gateway.serve(simulator);
    }

    @AfterEach
    final void stop() throws Exception {
        gateway.send(Signals.Signal.TERM);
        assertThat(gateway.exitCode()).isZero();
        simulator.close();
    }

    /** Where commands are run. */
    final Path directory() {
        return directory;
    }

    final String url() {
        return url;
    }
}
