package io.quotewire.store.backup;

import io.quotewire.store.embedded.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a backup. One thread. */
public final class BackupWriter {
    static final String FORMAT = "quotewire-store";
    static final int VERSION = 1;

    /** How many rows a server sends at a time. */
    private static final int ROWS_AT_ONCE = 1_000;

    private static final JsonFactory JSON = new JsonFactory();

    private final Connection from;
    private final DigestOutputStream out;
    private final Map<String, Long> counts = new LinkedHashMap<>();

    private BackupWriter(Connection from, OutputStream out) {
        this.from = from;
        this.out = new DigestOutputStream(out, Lines.digest());
    }

    /**
     * Writes all that {@code from} sees, whose transaction must be a snapshot.
     *
     * @param schema the version of the tables
     */
    public static void write(Connection from, int schema, Path file) throws IOException, SQLException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileChannel channel = PrivateFiles.create(temporary);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                new BackupWriter(from, out).write(schema);
                out.flush();
                channel.force(true);
            }
            PrivateFiles.replace(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void write(int schema) throws IOException, SQLException {
        header(schema);
        for (Table table : Table.ALL) {
            rows(table);
        }
        String sum = HexFormat.of().formatHex(out.getMessageDigest().digest());
        line(json -> {
            json.writeBooleanProperty("end", true);
            numbers(json, "rows", counts);
            json.writeStringProperty("sha256", sum);
        });
    }

    private void header(int schema) throws IOException, SQLException {
        try (PreparedStatement statement =
                from.prepareStatement(Table.ALL.getFirst().select())) {
            statement.setMaxRows(1);
            statement.executeQuery(); // Now the snapshot is taken: a number that comes after is beyond all rows in it.
        }
        Map<String, Long> next = new LinkedHashMap<>();
        for (Table table : Table.ALL) {
            if (table.numbered()) {
                next.put(table.name(), Numbering.next(from, table));
            }
        }
        line(json -> {
            json.writeStringProperty("format", FORMAT);
            json.writeNumberProperty("version", VERSION);
            json.writeNumberProperty("schema", schema);
            numbers(json, "next", next);
        });
    }

    private void rows(Table table) throws IOException, SQLException {
        long count = 0;
        try (PreparedStatement statement = from.prepareStatement(table.select())) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                for (; rows.next(); count++) {
                    row(table, rows);
                }
            }
        }
        counts.put(table.name(), count);
    }

    private void row(Table table, ResultSet row) throws IOException, SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Table.Column column = table.columns().get(i);
            values.put(column.name(), column.read(row, i + 1));
        }
        line(json -> {
            json.writeStringProperty("table", table.name());
            values.forEach((name, value) -> value(json, name, value));
        });
    }

    private static void value(JsonGenerator json, String name, @Nullable Object value) {
        switch (value) {
            case Long number -> json.writeNumberProperty(name, number);
            case Boolean flag -> json.writeBooleanProperty(name, flag);
            case String text -> json.writeStringProperty(name, text);
            case null, default -> json.writeNullProperty(name);
        }
    }

    private static void numbers(JsonGenerator json, String name, Map<String, Long> numbers) {
        json.writeObjectPropertyStart(name);
        numbers.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private void line(Consumer<JsonGenerator> members) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        line.write('\n');
        line.writeTo(out);
    }
}
