package io.quotewire.store;

import static io.quotewire.store.Given.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.store.embedded.EmbeddedSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    Path parent;

    @Test
    void open_again_findsWhatWasThere() throws IOException {
        try (Store store = Store.open(config())) {
            account(store, "alice");
        }
        try (Store store = Store.open(config())) {
            assertThat(store.accounts().find("alice")).isNotNull();
        }
    }

    @Test
    void open_twiceInOneProcess_isOneStore() throws IOException {
        try (Store one = Store.open(config())) {
            try (Store other = Store.open(config())) {
                account(other, "alice");
                assertThat(one.accounts().find("alice")).isNotNull();
            }
            account(one, "bob");
        }
    }

    /** A pool that is closed waits so long, and complains where that is no time at all. */
    @Test
    void connection_beingMadeWhenItIsClosed_isWaitedFor() throws Exception {
        try (EmbeddedSource source = EmbeddedSource.open(folder())) {
            assertThat(source.getLoginTimeout()).isPositive();
        }
    }

    @Test
    void files_all_areForTheirOwnerOnly() throws IOException {
        try (Store store = Store.open(config())) {
            account(store, "alice");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(folder())) {
                assertThat(files)
                        .extracting(file -> file.getFileName() + " "
                                + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .containsExactlyInAnyOrder(
                                "accounts.mv.db rw-------", "accounts.password rw-------", "accounts.door rw-------");
            }
        }
        assertThat(folder().resolve("accounts.door")).doesNotExist();
    }

    @Test
    void password_ofEachStore_isAnother() throws IOException {
        StoreConfig other = new StoreConfig("", parent.resolve("other"), "quotewire", null, 3);
        try (Store _ = Store.open(config());
                Store _ = Store.open(other)) {
            String password = Files.readString(folder().resolve("accounts.password"));
            assertThat(password).matches("[A-Za-z0-9_-]{43}\n");
            assertThat(Files.readString(other.folder().resolve("accounts.password")))
                    .isNotEqualTo(password);
        }
    }

    @Test
    void open_passwordIsAnother_saysWhichFile() throws IOException {
        Store.open(config()).close();
        Files.writeString(folder().resolve("accounts.password"), "another\n");

        refuses("must hold the password that the database was made with");
    }

    @Test
    void open_passwordIsMissing_doesNotMakeAnother() throws IOException {
        Store.open(config()).close();
        Files.delete(folder().resolve("accounts.password"));

        refuses("accounts.password is missing, without which");
        assertThat(folder().resolve("accounts.password")).doesNotExist();
    }

    @Test
    void open_folderIsAFile_saysSo() throws IOException {
        Files.writeString(folder(), "something");

        refuses("store.folder must be a folder that is ours alone and can be written");
    }

    @Test
    void open_folderThatOthersCanWrite_isRefused() throws IOException {
        Files.createDirectory(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));

        refuses("others than its owner can write in it: chmod go-w");
    }

    @Test
    void open_fileThatIsNoDatabase_saysSo() throws IOException {
        Store.open(config()).close();
        Files.writeString(folder().resolve("accounts.mv.db"), "nonsense ".repeat(2_000));

        refuses("its file must be one that this build has written, whole");
    }

    @Test
    void open_schemaOfALaterBuild_isRefused() throws IOException {
        try (Store store = Store.open(config())) {
            account(store, "alice");
            store.database().write(handle -> handle.execute("""
                    INSERT INTO store_schema (installed_rank, version, description, type, script, checksum, installed_by,
                                              execution_time, success)
                    VALUES (2, '2', 'later', 'SQL', 'V2__later.sql', 0, 'x', 0, TRUE)"""));
        }

        refuses("has schema 2, this build knows up to 1: start a build at least as new");
    }

    /** An interrupt that met the database while it writes would close its file for everybody. */
    @Test
    void call_ofAnInterruptedThread_isDoneAndHarmsNothing() throws IOException {
        try (Store store = Store.open(config())) {
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                account(store, "account-" + i);
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(store.accounts().list("", 100)).hasSize(20);
        }
    }

    @Test
    void door_fromAnotherMachine_isShut() throws IOException {
        try (Store _ = Store.open(config())) {
            int port = Integer.parseInt(
                    Files.readString(folder().resolve("accounts.door")).split(" ", -1)[0]);
            List<InetSocketAddress> addresses = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
            assertThat(addresses)
                    .allSatisfy(address -> assertThatExceptionOfType(IOException.class)
                            .isThrownBy(() -> new Socket(address.getAddress(), port).close()));
            try (Socket own = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
                assertThat(own.isConnected()).isTrue();
            }
        }
    }

    @Test
    void config_badValues_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreConfig("", parent, "quotewire", null, 2))
                .withMessage("store.connections must be 3 to 64, was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreConfig("jdbc:h2:mem:x", parent, "quotewire", null, 4))
                .withMessage("store.url must be empty or begin with jdbc:postgresql:, was jdbc:h2:mem:x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreConfig("jdbc:postgresql://h/d?a=b&password=x", parent, "u", null, 4))
                .withMessage("store.url must have no password in it: store.password-file is for that");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreConfig("", parent, "quotewire", parent, 4))
                .withMessageStartingWith("store.password-file is for a database at store.url, which is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreConfig("", Path.of("a;b"), "quotewire", null, 4))
                .withMessage("store.folder must have no semicolon in it, was a;b");
        assertThatIllegalArgumentException().isThrownBy(() -> new StoreConfig("", parent, "", null, 4));
        assertThat(StoreConfig.DEFAULT.isEmbedded()).isTrue();
    }

    private void refuses(String message) {
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> Store.open(config()).close())
                .withMessageContaining(message)
                .withMessageContaining(folder().toString());
    }

    private Path folder() {
        return parent.resolve("accounts");
    }

    private StoreConfig config() {
        return new StoreConfig("", folder(), "quotewire", null, 3);
    }
}
