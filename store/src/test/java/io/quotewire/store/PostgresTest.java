package io.quotewire.store;

import static io.quotewire.store.Given.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
    @TempDir
    Path folder;

    @Test
    void commit_whateverTheAddressSays_waitsForTheDisk() throws IOException {
        try (Store store = open(PostgresServer.newDatabase() + "?options=-c%20synchronous_commit=off")) {
            String setting = store.database()
                    .write(handle -> handle.createQuery("SHOW synchronous_commit")
                            .mapTo(String.class)
                            .one());
            assertThat(setting).isEqualTo("on");
        }
    }

    @Test
    void call_connectionsHaveBeenCut_isDoneOnAnother() throws IOException {
        try (Store store = open(PostgresServer.newDatabase())) {
            account(store, "before");
            for (int i = 0; i < 3; i++) {
                cutAll(store);
                account(store, "after-" + i);
                cutAll(store);
                assertThat(store.accounts().find("after-" + i)).isNotNull();
            }
            assertThat(store.accounts().list("", 10)).hasSize(4);
        }
    }

    /** The last one is this call's own: it fails, and those that wait in the pool are dead. */
    private static void cutAll(Store store) {
        try {
            store.database().read(handle -> handle.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() ORDER BY pid = pg_backend_pid()"""));
        } catch (StoreBusy e) {
            assertThat(e).hasMessageStartingWith("the store does not answer: ");
        }
    }

    @Test
    void open_twoAtTheSameTime_makeOneSchema() throws Exception {
        String url = PostgresServer.newDatabase();

        List<Store> stores = Given.together(3, () -> open(url));

        account(stores.getFirst(), "alice");
        assertThat(stores)
                .allSatisfy(store -> assertThat(store.accounts().find("alice")).isNotNull());
        stores.forEach(Store::close);
    }

    @Test
    void open_noServer_saysWhatWouldBeRight() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        refuses(
                "jdbc:postgresql://127.0.0.1:" + port + "/quotewire?ssl=false",
                "postgres",
                null,
                "jdbc:postgresql://127.0.0.1:" + port
                        + "/quotewire cannot be opened; the server must run, and store.url must say where: ");
    }

    @Test
    void open_noDatabaseOrUser_saysWhatWouldBeRight() throws IOException {
        String url = PostgresServer.newDatabase();
        refuses(url + "x", "postgres", null, "the database must be there already: CREATE DATABASE makes it");
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        refuses(
                url,
                "nobody",
                password,
                "store.user and the password in store.password-file (" + password
                        + ") must be ones that the server lets in");
    }

    @Test
    void open_badPasswordFile_saysWhich() throws IOException {
        String url = "jdbc:postgresql://127.0.0.1/x";
        refuses(url, "u", folder.resolve("absent"), "store.password-file must be a file that can be read");
        Path empty = Files.createFile(folder.resolve("empty"));
        refuses(url, "u", empty, "store.password-file must hold a password of 1 to 1000 characters in its first line");
    }

    @Test
    void open_addressThatIsNone_saysWhatOneIs() {
        refuses("jdbc:postgresql://host:port/x", "u", null, "store.url must be jdbc:postgresql://HOST[:PORT]/DATABASE");
    }

    @Test
    void open_databaseOfAnother_isLeftAlone() throws IOException {
        String url = PostgresServer.newDatabase();
        try (Store store = open(url)) {
            store.database().write(handle -> handle.execute("DROP TABLE store_schema"));
        }
        refuses(url, "postgres", null, "that is empty or Quotewire's own");
    }

    private void refuses(String url, String user, @Nullable Path password, String message) {
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> Store.open(new StoreConfig(url, folder, user, password, 3))
                        .close())
                .withMessageContaining(message);
    }

    private Store open(String url) throws StoreUnavailable {
        return Store.open(new StoreConfig(url, folder, PostgresServer.USER, null, 3));
    }
}
