package io.quotewire.app.config;

import io.quotewire.store.StoreConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts are kept.
 *
 * @param url of a PostgreSQL, {@code jdbc:postgresql://host/database}; empty for a database in the data folder, which needs no
 *     server
 * @param user of that PostgreSQL
 * @param passwordFile holds the user's password; null where the server wants none
 * @param connections most at once, 3 to 64
 */
public record StoreSettings(
        String url, String user, @Nullable Path passwordFile, int connections) {
    public static final StoreSettings DEFAULT = new StoreSettings(
            StoreConfig.DEFAULT.url(), StoreConfig.DEFAULT.user(), null, StoreConfig.DEFAULT.connections());

    public StoreSettings {
        new StoreConfig(url, StoreConfig.DEFAULT.folder(), user, passwordFile, connections);
    }

    /** The same for a gateway whose data is in that folder. */
    public StoreConfig in(Path data) {
        return new StoreConfig(url, data.resolve("accounts"), user, passwordFile, connections);
    }
}
