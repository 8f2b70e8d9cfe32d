package io.quotewire.store;

import io.quotewire.model.Check;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts and what belongs to them are kept.
 *
 * @param url of a PostgreSQL database, {@code jdbc:postgresql://HOST[:PORT]/DATABASE[?OPTIONS]}, up to 2,000 characters; empty
 *     for a database of our own in {@code folder}
 * @param folder of the embedded database; it is made, for its owner only, where it is not there
 * @param user whom to be at {@code url}, 1 to 63 characters; the embedded database knows one user only
 * @param passwordFile holds the password for {@code url} in its first line; null where the server asks for none. The embedded
 *     database makes a password of its own, in a file beside it
 * @param connections most calls at once, 3 to 64; further ones wait for 3 s and then get {@link StoreBusy}
 */
public record StoreConfig(
        String url, Path folder, String user, @Nullable Path passwordFile, int connections) {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final Pattern SECRET = Pattern.compile("(?i).*[?&](ssl)?password=.*");

    public static final StoreConfig DEFAULT = new StoreConfig("", Path.of("data", "accounts"), "quotewire", null, 4);

    public StoreConfig {
        Check.range("store.connections", connections, 3, 64);
        Check.range("store.user (characters)", user.length(), 1, 63);
        Check.range("store.url (characters)", url.length(), 0, 2_000);
        if (!url.isEmpty() && !url.startsWith(POSTGRES)) {
            throw new IllegalArgumentException(
                    "store.url must be empty or begin with %s, was %s".formatted(POSTGRES, url));
        }
        if (SECRET.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "store.url must have no password in it: store.password-file is for that");
        }
        if (url.isEmpty() && passwordFile != null) {
            throw new IllegalArgumentException(
                    "store.password-file is for a database at store.url, which is empty: was " + passwordFile);
        }
        if (folder.toString().indexOf(';') >= 0) { // H2 would take what follows for settings.
            throw new IllegalArgumentException("store.folder must have no semicolon in it, was " + folder);
        }
    }

    /** Whether the database is one of our own, in {@link #folder}. */
    public boolean isEmbedded() {
        return url.isEmpty();
    }
}
