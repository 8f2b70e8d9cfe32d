package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.store.Store;
import io.quotewire.store.StoreConfig;
import io.quotewire.store.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that work on what is kept: backups, the audit trail, the rights of keys. */
class StoreCommandsIT {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path directory;

    @Test
    void backup_restoredElsewhere_bringsAccountsBackAndTakesSigningKeysAway() throws Exception {
        addAda();
        assertThat(said(0, "backup", "ada.backup")).contains("all accounts are in ada.backup");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("ada.backup"))))
                .isEqualTo("rw-------");
        Path keys = Files.createDirectories(directory.resolve("elsewhere")).resolve("signing-keys");
        Files.writeString(keys, "of before");

        assertThat(said(0, "restore", "ada.backup", "--data", "elsewhere")).contains("are back");

        assertThat(keys).doesNotExist();
        assertThat(lines("user", "list", "--data", "elsewhere"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("ada\t");
        assertThat(lines("audit", "--data", "elsewhere").getFirst()).contains("\tcommand line\trestore\tada.backup\t");
    }

    @Test
    void restore_overAccountsOrFromWhatIsNone_changesNothing() throws Exception {
        addAda();
        Path keys = Files.writeString(directory.resolve("data").resolve("signing-keys"), "of now");
        said(0, "backup", "ada.backup");

        assertThat(said(1, "restore", "ada.backup")).contains("there are accounts already");
        assertThat(keys).exists();
        assertThat(said(74, "restore", "typo.backup", "--data", "elsewhere")).contains("typo.backup cannot be read");
        Files.writeString(directory.resolve("other"), "no backup");
        Path kept = Files.writeString(
                Files.createDirectories(directory.resolve("elsewhere")).resolve("signing-keys"), "of before");
        assertThat(said(74, "restore", "other", "--data", "elsewhere")).contains("other: line 1");
        assertThat(kept).as("where nothing came back, tokens go on").exists();
        assertThat(said(5, "backup", "x", "--data", "nowhere")).contains("there are no accounts in");
    }

    @Test
    void audit_ofAnAccount_isWhatItDidAndWhatWasDoneToIt() {
        addAda();
        assertThat(typing("user", "add", "bob")).isZero();
        assertThat(new TestShell(directory).run("key", "create", "ada", "--name", "bot"))
                .isZero();

        assertThat(lines("audit"))
                .hasSize(3)
                .first()
                .asString()
                .matches("20[0-9T:.-]+Z\tcommand line\tkey-create\tkey 1 of ada\t\t");
        assertThat(lines("audit", "--account", "Ada", "--since", "1h")).hasSize(2);
        assertThat(lines("audit", "--limit", "1")).hasSize(1);
        assertThat(lines("audit", "--since", "2999-01-01")).isEmpty();
        assertThat(lines("audit", "--since", "2999-01-01T00:00:00Z")).isEmpty();
        assertThat(said(2, "audit", "--since", "yesterday")).contains("--since must be a time such as 24h");
        assertThat(said(2, "audit", "--limit", "0")).contains("--limit must be 1 to 1000000");
    }

    @Test
    void key_granted_seesOtherThings() {
        addAda();
        assertThat(new TestShell(directory).run("key", "create", "ada", "--name", "bot"))
                .isZero();

        assertThat(said(0, "key", "grant", "ada", "1", "--topics", "ticker:*:*,book:okx:*"))
                .contains("key 1 has other rights");

        assertThat(lines("key", "list", "ada").getFirst()).endsWith("\tticker:*:*,book:okx:*");
        assertThat(said(5, "key", "grant", "ada", "2", "--depth", "0")).contains("ada has no key 2");
        assertThat(said(2, "key", "grant", "ada", "1")).contains("say what to change");
    }

    @Test
    void usage_ofAnAccount_isALineForEachDay() throws Exception {
        addAda();
        long today = TimeUnit.MILLISECONDS.toDays(System.currentTimeMillis());
        try (Store store =
                Store.open(new StoreConfig("", directory.resolve("data").resolve("accounts"), "quotewire", null, 4))) {
            long ada = Objects.requireNonNull(store.accounts().find("ada")).id();
            store.usage().add(List.of(new Usage.Day(ada, today - 1, 12, 3_456, 2)));
        }

        assertThat(lines("user", "usage", "ada")).containsExactly(LocalDate.ofEpochDay(today - 1) + "\t2\t12\t3456");
        assertThat(lines("user", "usage", "ada", "--days", "1")).isEmpty();
        assertThat(said(2, "user", "usage", "ada", "--days", "0")).contains("--days must be 1 to 400, was 0");
    }

    private void addAda() {
        assertThat(typing("user", "add", "ada")).isZero();
    }

    private int typing(String... arguments) {
        return new TestShell(directory).typing(PASSWORD + "\n", arguments);
    }

    private String said(int code, String... arguments) {
        TestShell shell = new TestShell(directory);
        assertThat(shell.run(arguments)).as("%s", shell.err().text()).isEqualTo(code);
        return shell.err().text();
    }

    private List<String> lines(String... arguments) {
        TestShell shell = new TestShell(directory);
        assertThat(shell.run(arguments)).isZero();
        return shell.out().text().lines().toList();
    }
}
