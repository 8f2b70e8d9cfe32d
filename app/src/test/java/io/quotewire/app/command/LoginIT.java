package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** Commands that come to a gateway which lets in nobody without an account. */
class LoginIT extends GuardedServe {

    @Test
    void login_keepsAKeyByWhichOtherCommandsCome() throws Exception {
        TestShell login = new TestShell(directory());
        assertThat(login.typing(PASSWORD + "\n", "login", "ada", "--url", url()))
                .isZero();
        Path file = directory().resolve("quotewire.key");
        assertThat(Files.readString(file)).matches("qw_[a-z2-9]{8}_[A-Za-z0-9_-]{43}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(login.err().text())
                .contains("--api-key-file quotewire.key")
                .doesNotContain(Files.readString(file).strip());
        assertThat(login.out().text()).isEmpty();

        TestShell watch = new TestShell(directory());
        assertThat(watch.run("watch", "--once", "--url", url(), "--timeout", "60s", "--api-key-file", "quotewire.key"))
                .as("%s", watch.err().text())
                .isZero();
        assertThat(watch.out().text()).contains("BTC-USDT");

        TestShell bench = new TestShell(directory());
        assertThat(bench.run(
                        "bench",
                        "--url",
                        url(),
                        "--api-key-file",
                        "quotewire.key",
                        "--clients",
                        "4",
                        "--transport",
                        "ws=50,sse=50",
                        "--topics",
                        "quote:okx:BTC-USDT",
                        "--warm-up",
                        "1s",
                        "--duration",
                        "2s",
                        "--no-progress"))
                .as("%s", bench.err().text() + bench.out().text())
                .isZero();
        assertThat(bench.out().text()).doesNotContain(Files.readString(file).strip());

        TestShell keys = new TestShell(directory());
        assertThat(keys.run("key", "list", "ada")).isZero();
        assertThat(keys.out().text()).startsWith("1\tquotewire login\tqw_");

        assertThat(said(73, PASSWORD, "login", "ada", "--url", url())).contains("quotewire.key is there already");
    }

    @Test
    void login_refused_saysWhyAndLeavesNoFile() {
        assertThat(said(77, "another password", "login", "ada", "--url", url()))
                .contains("/v1/auth/login: name or password is wrong");
        assertThat(said(2, PASSWORD, "login", "ada", "--url", "http://192.0.2.1:8000"))
                .contains("a password goes over a network with TLS");
        assertThat(said(3, PASSWORD, "login", "ada", "--url", "http://127.0.0.1:1"))
                .contains("cannot ask http://127.0.0.1:1/v1/auth/login");
        assertThat(directory().resolve("quotewire.key")).doesNotExist();
    }

    private String said(int code, String line, String... arguments) {
        TestShell shell = new TestShell(directory());
        assertThat(shell.typing(line + "\n", arguments)).isEqualTo(code);
        assertThat(shell.err().text()).doesNotContain(line);
        return shell.err().text();
    }
}
