package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of prices: printed, and on a terminal, against a whole gateway. */
class WatchIT {
    private static final Path ROOT = Path.of("..");

    @TempDir
    private Path folder;

    private final TestShell gateway = new TestShell(ROOT);
    private final TestShell shell = new TestShell(ROOT);
    private String url = "";
    private boolean stopped;

    @BeforeEach
    void start() throws Exception {
        gateway.start("replay", "samples/okx-binance-btc.tsv", "--port", "0");
        url = gateway.urlAfter("ready");
    }

    @AfterEach
    void stop() throws Exception {
        if (!stopped) {
            stopped = true;
            gateway.send(Signals.Signal.TERM);
        }
        assertThat(gateway.exitCode()).isZero();
    }

    @Test
    void watch_once_waitsForEachValueAndPrintsThem() {
        assertThat(shell.run("watch", "btc-usdt", "ETH_USDT", "--once", "--url", url))
                .isZero();

        assertThat(shell.out().text())
                .matches("(?s) quotewire watch   [●◐] .* SIMULATED .*\n SYMBOL .*\n BTC-USDT +97,.*\n ETH-USDT +3,.*\n")
                .doesNotContain("\033");
        assertThat(shell.err().text()).isEmpty();
    }

    @Test
    void watch_onceAsJson_printsOneObject() {
        assertThat(shell.run(
                        "watch",
                        "btc/usdt",
                        "BTC-USTD",
                        "--once",
                        "--json",
                        "--url",
                        url.replace("http", "ws") + "/v1/ws"))
                .isZero();

        assertThat(shell.out().text())
                .matches(
                        "\\{\"schema\":\"quotewire.watch/1\",\"simulated\":true,\"rows\":\\[\\{\"instrument\":\"BTC-USDT\","
                                + "\"last\":\"97[0-9.]+\",\"bid\":[^{}]*,\"epoch\":\"[0-9a-z]+\"}]}\n");
        assertThat(shell.err().text()).isEqualTo("BTC-USTD: unknown_topic; did you mean BTC-USDT?\n");
    }

    @Test
    void watch_ofUnknownInstrumentsOnly_ends5() {
        assertThat(shell.run("watch", "BTC-USTD", "--url", url)).isEqualTo(5);

        assertThat(shell.err().text()).isEqualTo("BTC-USTD: unknown_topic; did you mean BTC-USDT?\n");
        assertThat(shell.out().text()).isEmpty();
    }

    @Test
    void watch_withoutGateway_ends3AndNamesTheDemo() throws Exception {
        stop();

        assertThat(shell.run("watch", "--url", url)).isEqualTo(3);
        assertThat(shell.err().text()).startsWith("cannot connect: ").endsWith("./quotewire demo\n");
    }

    @Test
    void watch_withoutTerminal_printsTablesUntilToldToEnd() throws Exception {
        shell.start("watch", "btc-usdt", "--url", url);
        shell.out().await(line -> line.startsWith(" BTC-USDT "));
        shell.send(Signals.Signal.TERM);

        assertThat(shell.exitCode()).isEqualTo(143);
        assertThat(shell.out().text()).doesNotContain("\033");
    }

    @Test
    void watch_withForcedColor_printsColors() {
        int code = shell.run(Map.of("FORCE_COLOR", "1"), "watch", "--once", "--url", url);

        assertThat(code).isZero();
        assertThat(shell.out().text()).contains("\033[1mSYMBOL\033[0m");
    }

    @Test
    void watch_onTerminal_redrawsFollowsItsSizeAndLeavesItAsItWas() throws Exception {
        try (Pty pty = Pty.start(folder, "watch btc-usdt --url " + url)) {
            pty.await(screen -> screen.isAlternate() && screen.text().contains("\n BTC-USDT  97,"));
            assertThat(pty.text()).contains("SIMULATED", "CHG24H");

            pty.resize(40, 5);
            pty.await(
                    screen -> !screen.text().contains("CHG24H") && screen.text().contains("\n BTC-USDT  97,"));
            pty.resize(120, 20);
            pty.await(screen -> screen.text().contains("VOL24H"));
            pty.type("?");
            pty.await(screen -> screen.text().contains("scroll by a row"));
            pty.type("\033[A");
            pty.await(screen -> screen.text().contains("VOL24H"));
            pty.type("q");

            assertThat(pty.exitCode()).isZero();
            assertThat(pty.text()).isEmpty();
        }
    }

    @Test
    void watch_onTerminalInterrupted_ends130() throws Exception {
        try (Pty pty = Pty.start(folder, "watch --no-color --url " + url)) {
            pty.await(screen -> screen.text().contains("-USDT"));
            pty.type("\003");

            assertThat(pty.exitCode()).isEqualTo(130);
            assertThat(pty.text()).isEmpty();
        }
    }

    @Test
    void watch_onTerminalTerminated_saysSoOnTheMainScreen() throws Exception {
        try (Pty pty = Pty.start(folder, "watch --url " + url)) {
            pty.await(screen -> screen.text().contains("ETH-USDT"));
            pty.terminate();

            assertThat(pty.exitCode()).isEqualTo(143);
            assertThat(pty.text()).isEqualTo("told to end");
        }
    }

    @Test
    void watch_onTerminalWhileTheGatewayIsAway_keepsTheTable() throws Exception {
        try (Pty pty = Pty.start(folder, "watch btc-usdt --url " + url)) {
            pty.await(screen -> screen.text().contains("\n BTC-USDT  97,"));
            stopped = true;
            gateway.send(Signals.Signal.TERM);
            pty.await(screen -> screen.text().contains("○ reconnecting in ")
                    && screen.text().matches("(?s).*\n BTC-USDT +97,.* offline .*"));
            pty.type("q");

            assertThat(pty.exitCode()).isZero();
        }
    }
}
