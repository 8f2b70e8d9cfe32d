package io.quotewire.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL database that somebody else looks after. */
final class Postgres {
    private static final int CONNECT_S = 5;

    /** Far beyond what any of our statements takes: a server that says nothing for so long has gone. */
    private static final int SILENCE_S = 15;

    private static final int LONGEST_PASSWORD = 1_000;

    private Postgres() {}

    static DataSource source(StoreConfig config) throws StoreUnavailable {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setURL(config.url());
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailable(
                    "store.url must be jdbc:postgresql://HOST[:PORT]/DATABASE[?OPTIONS], was " + config.url(), e);
        }
        source.setUser(config.user());
        if (config.passwordFile() != null) {
            source.setPassword(password(config.passwordFile()));
        }
        source.setApplicationName("quotewire");
        source.setConnectTimeout(CONNECT_S);
        source.setSocketTimeout(SILENCE_S);
        source.setTcpKeepAlive(true);
        return source;
    }

    /** Without its options, for messages. */
    static String name(StoreConfig config) {
        return config.url().replaceFirst("\\?.*", "");
    }

    /** What would be right, where the server has answered with the SQL state {@code state}. */
    static String advice(@Nullable String state, StoreConfig config) {
        return switch (state == null ? "" : state) {
            case "28P01", "28000" ->
                "store.user and the password in store.password-file (%s) must be ones that the server lets in"
                        .formatted(config.passwordFile() == null ? "not set" : config.passwordFile());
            case "3D000" -> "the database must be there already: CREATE DATABASE makes it";
            case "42501" -> "store.user must have the right to make tables in it";
            default -> "the server must run, and store.url must say where";
        };
    }

    private static String password(Path file) throws StoreUnavailable {
        String text;
        try {
            text = Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new StoreUnavailable(
                    "store.password-file must be a file that can be read, was %s: %s".formatted(file, e), e);
        }
        if (text.isEmpty() || text.length() > LONGEST_PASSWORD) {
            throw new StoreUnavailable(
                    "store.password-file must hold a password of 1 to %d characters in its first line, %s has %d"
                            .formatted(LONGEST_PASSWORD, file, text.length()),
                    null);
        }
        return text;
    }
}
