package io.quotewire.app.node;

import io.quotewire.app.config.AppConfig;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Reception;
import io.quotewire.model.MicroClock;
import io.quotewire.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The accounts of a node, and who lets them in. */
record Accounts(Store store, Reception reception) implements AutoCloseable {
    /**
     * Opens them as the settings say; null where there are none.
     *
     * @throws IllegalArgumentException if the file of signing keys is not one, is weak, or may be read by others
     * @throws IOException if they cannot be opened, saying what was tried
     */
    static @Nullable Accounts open(AppConfig config, Path data, MicroClock clock) throws IOException {
        if (config.auth().mode() == AuthMode.NONE) {
            return null;
        }
        Store store = Store.open(config.store().in(data));
        try {
            return new Accounts(
                    store, Reception.open(config.auth(), store, config.auth().keysIn(data), clock));
        } catch (IOException | IllegalArgumentException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public void close() {
        reception.close();
        store.close();
    }
}
