package io.quotewire.store;

import static io.quotewire.store.Given.NOW_US;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.store.embedded.EmbeddedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerLossTest {
    @TempDir
    Path folder;

    /** Each call has returned, and then the disk loses all that it was not told to keep. */
    @Test
    void acknowledged_any_isThereAfterThePowerFailed() throws IOException {
        FilePath.register(new LossyDisk());
        StoreConfig config = config("before");
        EmbeddedSource source = EmbeddedSource.open(config.folder(), LossyDisk.SCHEME + ":");
        List<String> names = new ArrayList<>();
        try (Store store = Store.openEmbedded(config, source, LoginTimes.DEFAULT, AuditLimits.DEFAULT, 3_000)) {
            for (int i = 0; i < 8; i++) {
                names.add(Given.account(store, "account-" + i).name());
                assertThat(afterLoss("after-" + i)).containsExactlyInAnyOrderElementsOf(names);
            }
        }
    }

    /** Likewise where room in the file is used again, so that it does not only grow at its end. */
    @Test
    void acknowledged_inAHoleOfTheFile_isThereAfterThePowerFailed() throws IOException {
        FilePath.register(new LossyDisk());
        StoreConfig config = config("before");
        EmbeddedSource source = EmbeddedSource.open(config.folder(), LossyDisk.SCHEME + ":");
        List<String> names = new ArrayList<>();
        try (Store store = Store.openEmbedded(config, source, LoginTimes.DEFAULT, AuditLimits.DEFAULT, 3_000)) {
            store.database().write(handle -> handle.execute("SET RETENTION_TIME 0"));
            for (int i = 0; i < 60; i++) {
                names.add(Given.account(store, "account-" + i).name());
                assertThat(afterLoss("after-" + i)).as("after %d", i).containsExactlyInAnyOrderElementsOf(names);
            }
        }
    }

    private List<String> afterLoss(String name) throws IOException {
        StoreConfig config = config(name);
        Files.createDirectory(config.folder());
        Files.write(config.folder().resolve("accounts.mv.db"), LossyDisk.left(file("before", "accounts.mv.db")));
        Files.copy(file("before", "accounts.password"), config.folder().resolve("accounts.password"));
        try (Store store = Store.open(config)) {
            Given.account(store, "afterwards at " + NOW_US); // It goes on, too.
            return store.accounts().list("", 1_000).stream()
                    .map(Account::name)
                    .filter(one -> one.startsWith("account-"))
                    .toList();
        }
    }

    private Path file(String name, String file) {
        return folder.resolve(name).resolve(file);
    }

    private StoreConfig config(String name) {
        return new StoreConfig("", folder.resolve(name), "quotewire", null, 3);
    }
}
