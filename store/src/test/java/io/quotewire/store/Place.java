package io.quotewire.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The two kinds of database, on which the same has to hold. */
enum Place {
    EMBEDDED {
        @Override
        StoreConfig config() {
            return new StoreConfig("", newFolder(), "quotewire", null, CONNECTIONS);
        }
    },
    POSTGRES {
        @Override
        StoreConfig config() {
            return new StoreConfig(
                    PostgresServer.newDatabase(), Path.of("unused"), PostgresServer.USER, null, CONNECTIONS);
        }
    };

    static final int CONNECTIONS = 8;

    private static final List<String> TABLES =
            List.of("ticket", "usage_day", "audit", "revocation", "api_key", "login", "account");

    private static final Map<Place, Store> SHARED = new ConcurrentHashMap<>();

    /** Of a store that nobody has used. */
    abstract StoreConfig config();

    /** An empty store that all tests of this place use one after the other, and none closes. */
    Store store() {
        Store store = SHARED.computeIfAbsent(this, Place::open);
        store.database().write(handle -> {
            TABLES.forEach(table -> handle.execute("DELETE FROM " + table));
            return handle.execute("UPDATE revocation_counter SET seq = 0");
        });
        return store;
    }

    /** A new one, which the test closes. */
    Store open() {
        try {
            return Store.open(config());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("quotewire-store");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder.resolve("accounts");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println(folder + " is left behind: " + e);
        }
    }
}
