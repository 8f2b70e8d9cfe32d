package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts from the command line, beside a gateway that runs and without one. */
class AccountsIT {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path directory;

    @Test
    void user_fromTheCommandLine_isLetInAndPutOutByIt() throws Exception {
        assertThat(typing(PASSWORD + "\n", "user", "add", "Ada", "--admin")).isZero();
        Files.writeString(directory.resolve("quotewire.yaml"), "auth:\n  mode: required\nfx:\n  enabled: false\n");
        TestShell gateway = new TestShell(directory);
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(7).withVenues(List.of("okx")));
                HttpClient http = HttpClient.newHttpClient()) {
            String url = gateway.serve(simulator);
            TestShell keys = new TestShell(directory);
            assertThat(keys.run("key", "create", "ada", "--name", "bot", "--topics", "quote:*:*"))
                    .isZero();
            Path file =
                    Files.writeString(directory.resolve("key.txt"), keys.out().text());

            TestShell tail = new TestShell(directory);
            tail.start(
                    "tail",
                    "quote:okx:BTC-USDT",
                    "--api-key-file",
                    "key.txt",
                    "--url",
                    url.replace("http", "ws") + "/v1/ws");
            assertThat(tail.out().await(line -> line.contains("\"snapshot\""))).contains("quote:okx:BTC-USDT");
            assertThat(get(http, url + "/v1/last/quote:okx:BTC-USDT", null).statusCode())
                    .isEqualTo(401);
            String key = Files.readString(file).strip();
            assertThat(get(http, url + "/v1/last/quote:okx:BTC-USDT", key).statusCode())
                    .isEqualTo(200);
            assertThat(get(http, url + "/v1/last/trade:okx:BTC-USDT", key).statusCode())
                    .isEqualTo(403);
            assertThat(get(http, url + "/metrics", key).statusCode())
                    .as("an administrator's key")
                    .isEqualTo(200);

            TestShell admin = new TestShell(directory);
            assertThat(admin.run("user", "disable", "ada")).isZero();
            tail.err().await(line -> line.contains("revoked"));
            until401(http, url + "/v1/last/quote:okx:BTC-USDT", key);
            gateway.send(Signals.Signal.TERM);
            assertThat(gateway.exitCode()).isZero();
            assertThat(gateway.err().text() + tail.err().text()).doesNotContain(key, PASSWORD);
        }
        Path data = directory.resolve("data");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("signing-keys"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("accounts"))))
                .isEqualTo("rwx------");
    }

    @Test
    void user_listed_isShownWithoutSecrets() {
        assertThat(typing(PASSWORD + "\n", "user", "add", "ada", "--topics", "ticker:*:*,book:okx:*", "--depth", "20"))
                .isZero();
        TestShell shell = new TestShell(directory);

        assertThat(shell.run("user", "list")).isZero();
        assertThat(shell.out().text())
                .startsWith("ada\tuser\tenabled\t")
                .endsWith("\tticker:*:*,book:okx:*\n")
                .doesNotContain("argon2");
        assertThat(shell.run("key", "create", "ada", "--name", "bot")).isZero();
        assertThat(shell.run("key", "list", "ada")).isZero();
        assertThat(shell.out().text()).contains("1\tbot\tqw_");
        assertThat(shell.run("key", "revoke", "ada", "1")).isZero();
        assertThat(shell.run("key", "revoke", "ada", "1")).isEqualTo(5);
        assertThat(shell.err().text()).contains("ada has no key 1");
    }

    @Test
    void user_addedTwiceOrBadly_isRefusedInALine() {
        assertThat(typing(PASSWORD + "\n", "user", "add", "ada")).isZero();
        assertThat(said(1, PASSWORD + "\n", "user", "add", "ADA")).contains("there is an account ada already");
        assertThat(said(2, "password1\n", "user", "add", "bob")).contains("among those that are tried first");
        assertThat(said(2, "", "user", "add", "bob")).contains("its first line: there was none");
        assertThat(said(2, PASSWORD + "\n", "user", "add", " bob")).contains("name");
        assertThat(said(2, PASSWORD + "\n", "user", "add", "bob", "--topics", "tick:*:*"))
                .contains("a grant of topics is");
        assertThat(said(5, PASSWORD + "\n", "user", "passwd", "nobody")).contains("there is no account nobody");
        assertThat(said(2, "", "user", "rm", "ada")).contains("--yes");
        assertThat(said(2, "", "user", "grant", "ada")).contains("say what to change");
        assertThat(said(2, "", "user", "add", "ada", "--password", "x")).contains("unknown option --password");
    }

    @Test
    void folder_withoutAccounts_isNotTakenForOne() {
        assertThat(said(5, "", "user", "list", "--data", "typo")).contains("there are no accounts in", "typo");
        assertThat(directory.resolve("typo")).doesNotExist();
        assertThat(said(5, "", "key", "list", "ada", "--data", "typo")).contains("quotewire user add makes the first");
    }

    /** Each command of the page is one that there is, with its flags. */
    @Test
    void page_ofAccounts_namesCommandsThatThereAre() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "accounts.md"));
        List<String> commands = page.lines()
                .filter(line -> line.startsWith("./quotewire "))
                .map(line -> line.substring("./quotewire ".length()))
                .toList();

        assertThat(commands).hasSizeGreaterThan(1);
        for (String command : commands) {
            assertThat(typing(PASSWORD + "\n", command.split(" ", -1)))
                    .as(command)
                    .isZero();
        }
    }

    @Test
    void demo_withAccountsInItsSettings_isRefused() {
        TestShell shell = new TestShell(directory);

        assertThat(shell.run(Map.of("QUOTEWIRE_AUTH_MODE", "required"), "demo", "--port", "0"))
                .isEqualTo(78);
        assertThat(shell.err().text()).contains("auth.mode must be none where the market is simulated");
    }

    @Test
    void serve_withAWeakSecret_doesNotStart() throws Exception {
        assertThat(typing(PASSWORD + "\n", "user", "add", "ada")).isZero();
        Path keys = directory.resolve("data").resolve("signing-keys");
        Files.deleteIfExists(keys);
        Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        for (String secret : List.of("changeme", "a".repeat(43), "")) {
            Files.writeString(keys, "k1 1732115000000000 " + secret + "\n");
            TestShell shell = new TestShell(directory);

            assertThat(shell.run(
                            Map.of("QUOTEWIRE_AUTH_MODE", "required", "QUOTEWIRE_FX_ENABLED", "false"),
                            "serve",
                            "--port",
                            "0",
                            "--venues",
                            "okx",
                            "--venue-url",
                            "okx=ws://127.0.0.1:1"))
                    .as(secret)
                    .isEqualTo(78);
            assertThat(shell.err().text())
                    .contains("line 1 of", "signing-keys", "at least 32 bytes")
                    .doesNotContain("changeme");
        }
    }

    private int typing(String lines, String... arguments) {
        return new TestShell(directory).typing(lines, arguments);
    }

    private String said(int code, String lines, String... arguments) {
        TestShell shell = new TestShell(directory);
        assertThat(shell.typing(lines, arguments))
                .as(List.of(arguments).toString())
                .isEqualTo(code);
        return shell.err().text();
    }

    private static HttpResponse<String> get(HttpClient http, String url, @Nullable String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        if (key != null) {
            request.header("X-API-Key", key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void until401(HttpClient http, String url, String key) throws Exception {
        long deadlineNs = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (get(http, url, key).statusCode() != 401) {
            assertThat(System.nanoTime()).isLessThan(deadlineNs);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
