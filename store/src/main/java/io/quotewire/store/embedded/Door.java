package io.quotewire.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;

/**
 * By which other processes of this machine use the database that this one has open: a port of 127.0.0.1, and a file beside the
 * database that says which. Who comes in needs the key in that file and the database's password, which both only the owner of
 * the files can read.
 *
 * <p><b>Threads:</b> any; H2 serves each who comes in on a thread of its own, which keeps no process alive.
 */
final class Door implements AutoCloseable {
    private static final int KEY_BYTES = 16;
    private static final int LONGEST_FILE = 200;

    private final Server server;
    private final Path file;
    private final Where where;

    /** What the file says. */
    record Where(int port, String key) {
        /** What H2 calls a database behind this door. */
        String database() {
            return "tcp://127.0.0.1:" + port + "/" + key;
        }

        private String text() {
            return port + " " + key + "\n";
        }
    }

    private Door(Server server, Path file, Where where) {
        this.server = server;
        this.file = file;
        this.where = where;
    }

    /** Opens one to {@code database} and no other. */
    static Door open(String database, Path file) throws IOException, SQLException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        String word = HexFormat.of().formatHex(key);
        Server server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-key", word, database);
        server.start();
        Door door = new Door(server, file, new Where(server.getPort(), word));
        try {
            PrivateFiles.write(file, door.where.text());
        } catch (IOException e) {
            server.stop();
            throw e;
        }
        return door;
    }

    /** Where the file says that there is a door; null where it says nothing. There may be none any more. */
    static @Nullable Where find(Path file) throws IOException {
        try {
            String text = Files.size(file) > LONGEST_FILE ? "" : Files.readString(file);
            String[] words = text.strip().split(" ", -1);
            return words.length == 2 && words[0].matches("\\d{1,5}")
                    ? new Where(Integer.parseInt(words[0]), words[1])
                    : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Puts out who is in. */
    @Override
    public void close() throws IOException {
        server.stop();
        if (where.equals(find(file))) {
            Files.deleteIfExists(file);
        }
    }
}
