package io.quotewire.lab.capture;

import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a session file with the venue of their connection.
 *
 * <p><b>Threads:</b> one.
 */
final class TsvLines implements Closeable {
    /** The connection that stands for REST. */
    static final String REST = "http";

    private static final int MAX_CONNECTIONS = 10_000;

    private final Lines lines;
    private final Map<String, Stage> venues = new HashMap<>();
    private long lastNs;

    TsvLines(Path file) throws IOException {
        this.lines = Lines.open(file);
    }

    /** The next line that is no remark, null at the end. */
    @Nullable
    Entry next() throws IOException {
        byte[] line = lines.next();
        while (line != null && line.length > 0 && line[0] == '#') {
            line = lines.next();
        }
        return line == null ? null : entry(line);
    }

    private Entry entry(byte[] line) throws BadCapture {
        int first = tab(line, 0);
        int second = tab(line, first + 1);
        int third = tab(line, second + 1);
        lastNs = Math.max(lastNs, Times.readNs(Arrays.copyOfRange(line, 0, first), lines));
        String connection = text(line, first + 1, second);
        Direction direction = direction(text(line, second + 1, third));
        byte[] payload = Arrays.copyOfRange(line, third + 1, line.length);
        if (direction == Direction.OPENED) {
            open(connection, text(payload, 0, payload.length));
        }
        Stage stage = venues.get(connection);
        if (stage == null && !connection.equals(REST)) {
            throw lines.bad("connection '" + connection + "' was never opened by a line of direction '='");
        }
        return new Entry(lastNs, stage, direction, payload);
    }

    private int tab(byte[] line, int from) throws BadCapture {
        for (int i = from; i < line.length; i++) {
            if (line[i] == '\t') {
                return i;
            }
        }
        throw lines.bad("4 fields divided by tabs were expected: recv_ns, connection, direction, payload");
    }

    private Direction direction(String text) throws BadCapture {
        return switch (text) {
            case "=" -> Direction.OPENED;
            case ">" -> Direction.SENT;
            case "<" -> Direction.RECEIVED;
            default -> throw lines.bad("direction is one of = > <, was '" + text + "'");
        };
    }

    private void open(String connection, String url) throws BadCapture {
        String host;
        try {
            host = String.valueOf(URI.create(url).getHost());
        } catch (IllegalArgumentException ignored) {
            host = url;
        }
        Stage stage = Stages.byHost(host);
        if (stage == null) {
            throw lines.bad("unknown venue: '" + host + "' is no WebSocket address of " + Stages.names());
        }
        venues.put(connection, stage);
        if (venues.size() > MAX_CONNECTIONS) {
            throw lines.bad("more than " + MAX_CONNECTIONS + " connections");
        }
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    Lines lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    enum Direction {
        OPENED,
        SENT,
        RECEIVED
    }

    /** One line; {@code stage} is null on the REST connection. */
    static final class Entry {
        final long recvNs;
        final @Nullable Stage stage;
        final Direction direction;
        final byte[] payload;

        Entry(long recvNs, @Nullable Stage stage, Direction direction, byte[] payload) {
            this.recvNs = recvNs;
            this.stage = stage;
            this.direction = direction;
            this.payload = payload;
        }
    }
}
