package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor over real sockets. */
@Timeout(120)
class DoctorIT {
    private static final String HASTY = "QUOTEWIRE_VENUES_OKX_CONNECT_TIMEOUT";

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void doctor_whereAllIsWell_saysSoAndKeepsToTheLimits() throws Exception {
        Simulator simulator = simulator("okx", "binance");
        TestShell shell = new TestShell(folder);
        Map<String, String> once = Map.of("QUOTEWIRE_VENUES_OKX_LIMITS", "connects 1 per 24h,requests 1 per 24h");

        assertThat(run(shell, once, flags(simulator))).isZero();
        assertThat(shell.out().text())
                .contains("  ✓ Java ", "  ✓ settings valid, no file", "  ✓ data folder ", "  ✓ 127.0.0.1:0 is free")
                .containsPattern(
                        "✓ okx reachable: name \\d+ ms, connection \\d+ ms, websocket \\d+ ms; \\d+ pairs listed, "
                                + "\\d+ ms, a simulation\n")
                .contains("✓ binance reachable: ", "✓ okx limits: none used")
                .contains("0 errors, ")
                .doesNotContain("\u001b");
        assertThat(shell.err().text()).isEmpty();

        TestShell again = new TestShell(folder);
        assertThat(run(again, once, flags(simulator))).isZero();
        assertThat(again.out().text()).contains("– okx not asked: a doctor has just been there; again at ");
        assertThat(simulator.violations()).isEmpty();
    }

    @Test
    void doctor_forMachines_printsOneObject() throws Exception {
        List<String> flags = flags(simulator("okx"));
        flags.add("--json");
        TestShell shell = new TestShell(folder);

        assertThat(run(shell, Map.of("FORCE_COLOR", "1"), flags)).isZero();
        assertThat(shell.out().text())
                .startsWith("{\"schema\":\"quotewire.doctor/1\",\"ok\":true,\"errors\":0,")
                .contains("{\"id\":\"java\",\"status\":\"ok\",\"text\":\"Java ")
                .contains("{\"id\":\"venue.okx\",\"status\":\"ok\",")
                .endsWith("]}\n")
                .doesNotContain("\u001b");
    }

    @Test
    void doctor_withColours_obeysTheVariables() throws Exception {
        Path file = folder.resolve("file");
        Files.writeString(file, "");
        List<String> flags = List.of("doctor", "--port", "0", "--venues", "okx", "--data", "file");
        TestShell colored = new TestShell(folder);
        assertThat(run(colored, Map.of("FORCE_COLOR", "1"), flags)).isEqualTo(1);
        assertThat(colored.out().text())
                .contains("\u001b[32m✓\u001b[0m Java", "\u001b[31m✗\u001b[0m data folder ")
                .contains("venues not asked: what is asked must be written down");
        TestShell plain = new TestShell(folder);
        assertThat(run(plain, Map.of("NO_COLOR", "1"), flags)).isEqualTo(1);
        assertThat(plain.out().text())
                .contains("  ✗ data folder ", "      fix: ")
                .doesNotContain("\u001b");
    }

    @Test
    void doctor_withoutANetwork_saysWhichStepFailsAndWhatToDo() {
        TestShell shell = new TestShell(folder);
        List<String> flags =
                List.of("doctor", "--port", "0", "--venues", "okx", "--venue-url", "okx=ws://nowhere.invalid/ws");

        assertThat(run(shell, Map.of(HASTY, "2s"), flags)).isEqualTo(1);
        assertThat(shell.out().text())
                .contains("✗ okx unreachable: ", "(name, ws://nowhere.invalid/ws)")
                .contains("fix: see that this machine can look up names")
                .contains("– clock: no venue told its time to compare with")
                .endsWith("\n1 error, 0 warnings\n");
    }

    @Test
    void doctor_whereOneOfTwoIsRefused_warns() throws Exception {
        int port = takenPort();
        open.removeLast().close();
        List<String> flags = flags(simulator("binance"));
        flags.set(flags.indexOf("binance"), "okx,binance");
        flags.addAll(List.of("--venue-url", "okx=ws://127.0.0.1:" + port));
        TestShell shell = new TestShell(folder);

        assertThat(run(shell, Map.of(), flags)).isZero();
        assertThat(shell.out().text())
                .contains("! okx unreachable: connection refused (connection, ws://127.0.0.1:" + port + ")")
                .contains("✓ binance reachable: ");
    }

    @Test
    void doctor_whereAHandshakeStalls_doesNotWaitForEver() throws Exception {
        int port = takenPort();
        TestShell shell = new TestShell(folder);
        List<String> flags =
                List.of("doctor", "--port", "0", "--venues", "okx", "--venue-url", "okx=ws://127.0.0.1:" + port);

        assertThat(run(shell, Map.of(HASTY, "300ms"), flags)).isEqualTo(1);
        assertThat(shell.out().text()).containsPattern("✗ okx unreachable: .*in time.* \\(websocket, ws://127");
    }

    @Test
    void doctor_whereTheOtherEndHasNoTls_saysSo() throws Exception {
        URI plain = simulator("okx").wsUrl("okx");
        TestShell shell = new TestShell(folder);
        List<String> flags = List.of(
                "doctor", "--port", "0", "--venues", "okx", "--venue-url", "okx=wss://localhost:" + plain.getPort());

        assertThat(run(shell, Map.of(), flags)).isEqualTo(1);
        assertThat(shell.out().text())
                .contains("✗ okx unreachable: no TLS at the other end")
                .contains("venues.okx.trust-store");
    }

    @Test
    void doctor_ofABannedVenue_doesNotAskIt() throws Exception {
        Simulator simulator = simulator("okx");
        MicroClock clock = MicroClock.system();
        try (Ledgers gateways = Ledgers.open(folder.resolve("data"), Ledgers.GATEWAY, clock)) {
            gateways.of("okx", simulator.wsUrl("okx").getAuthority(), Limits.of("okx"))
                    .answered(418, "600", "", clock.nowUs());
        }
        TestShell shell = new TestShell(folder);

        assertThat(run(shell, Map.of(), flags(simulator))).isZero();
        assertThat(shell.out().text()).contains("! okx has banned us until 2").doesNotContain("okx reachable");
    }

    @Test
    void doctor_ofATakenPort_knowsAGatewayOfThisFolder() throws Exception {
        int port = takenPort();
        List<String> flags = flags(simulator("okx"));
        flags.set(flags.indexOf("--port") + 1, "" + port);
        TestShell stranger = new TestShell(folder);
        assertThat(run(stranger, Map.of(), flags)).isEqualTo(1);
        assertThat(stranger.out().text()).contains("✗ 127.0.0.1:" + port + " cannot be opened: ", "--port");

        open.add(Ledgers.open(folder.resolve("data"), Ledgers.GATEWAY, MicroClock.system()));
        TestShell gateway = new TestShell(folder);
        assertThat(run(
                        gateway,
                        Map.of("QUOTEWIRE_VENUES_OKX_LIMITS", "connects 1000 per 1m,requests 1000 per 1m"),
                        flags))
                .isZero();
        assertThat(gateway.out().text()).contains("✓ 127.0.0.1:" + port + " is in use, and a gateway runs");
    }

    @Test
    void doctor_ofWrongSettings_namesThemAndLooksAtTheMachine() throws IOException {
        Files.writeString(folder.resolve("quotewire.yaml"), "venues: {okx: {limits: [connects 60]}}");
        TestShell shell = new TestShell(folder);

        assertThat(run(shell, Map.of(), List.of("doctor"))).isEqualTo(1);
        assertThat(shell.out().text())
                .contains("✗ quotewire.yaml:1:25: each of venues.okx.limits must be a limit such as connects 60 per 5m")
                .contains("– venues not asked: the settings cannot be used");
    }

    private Simulator simulator(String... venues) throws IOException {
        Simulator simulator = Simulator.start(SimulatorConfig.of(7).withVenues(List.of(venues)));
        open.add(simulator);
        return simulator;
    }

    private int takenPort() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(socket);
        return socket.getLocalPort();
    }

    private static List<String> flags(Simulator simulator) {
        List<String> flags =
                new ArrayList<>(List.of("doctor", "--port", "0", "--venues", String.join(",", simulator.venues())));
        for (String venue : simulator.venues()) {
            flags.addAll(List.of("--venue-url", venue + "=" + simulator.wsUrl(venue)));
            flags.addAll(List.of("--venue-url", venue + "=" + simulator.restUrl(venue)));
        }
        return flags;
    }

    private static int run(TestShell shell, Map<String, String> variables, List<String> flags) {
        return shell.run(variables, flags.toArray(String[]::new));
    }
}
