package io.quotewire.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotewire.model.Update;
import io.quotewire.store.history.duck.Export;
import io.quotewire.store.history.journal.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are made of the past, and whether what is kept is whole. */
class HistoryFilesTest {
    @TempDir
    Path folder;

    private final Past past = new Past(Past.TRADES, 7, 1);
    private final List<Update> updates = past.next(300);

    @ParameterizedTest
    @EnumSource
    void export_readBack_hasAllRowsWithTheirDigits(Export.Format format) throws IOException, SQLException {
        Path file = folder.resolve("trades");
        try (Kept kept = written()) {
            long rows = kept.history.export(Past.TRADES, 0, Long.MAX_VALUE, file, format);

            List<Update.TradeItem> items = updates.stream()
                    .filter(Update.Trades.class::isInstance)
                    .flatMap(update -> ((Update.Trades) update).items().stream())
                    .toList();
            assertThat(rows).isEqualTo(past.seq());
            assertThat(trades(file, format))
                    .isEqualTo(items.stream()
                            .map(item -> item.seq() + " " + item.price() + " " + item.size())
                            .toList());
            assertThat(Files.exists(folder.resolve("trades.tmp"))).isFalse();
        }
    }

    @Test
    void export_intoNoFolder_leavesNothing() throws IOException {
        try (Kept kept = written()) {
            assertThatExceptionOfType(HistoryUnavailable.class)
                    .isThrownBy(() -> kept.history.export(
                            Past.TRADES,
                            0,
                            Long.MAX_VALUE,
                            folder.resolve("none").resolve("x"),
                            Export.Format.CSV))
                    .withMessageContaining("cannot be written");
        }
    }

    @Test
    void verify_ofWhatIsWhole_findsNothing() throws IOException {
        try (Kept kept = written()) {
            Verification found = kept.history.verify();

            assertThat(found.problems()).isEmpty();
            assertThat(found.segments()).isGreaterThan(1);
            assertThat(found.items()).isEqualTo(updates.size());
        }
    }

    @Test
    void verify_withAnAlteredByte_findsTheSegment() throws IOException {
        written().close();
        Path segment = Kept.files(Kept.config(folder).place(), Folder.SEGMENT).get(1);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 3] ^= 32;
        Files.write(segment, bytes);

        try (History history = History.openToRead(Kept.config(folder), () -> Past.START_US)) {
            assertThat(history.verify().problems())
                    .hasSize(2)
                    .anyMatch(problem -> problem.startsWith("segment 20251130T0000-"))
                    .anyMatch(problem -> problem.endsWith(": corrupt"));
        }
    }

    @Test
    void verify_withRowsThatAreMissing_findsTheirNumbers() throws IOException {
        written().close();
        Files.delete(Kept.files(Kept.config(folder).place(), Folder.SEGMENT).get(1));
        Files.delete(Kept.files(Kept.config(folder).place(), Folder.SIDE).get(1));

        try (History history = History.openToRead(Kept.config(folder), () -> Past.START_US)) {
            assertThat(history.verify().problems())
                    .singleElement()
                    .asString()
                    .startsWith("trade:okx:BTC-USDT 7 ")
                    .endsWith(": missing");
        }
    }

    private Kept written() throws IOException {
        Kept kept = Kept.open(folder, 100, Disk.system());
        for (int i = 0; i < 300; i += 50) {
            kept.write(updates.subList(i, i + 50));
            kept.keep();
        }
        return kept;
    }

    private static List<String> trades(Path file, Export.Format format) throws SQLException {
        String from = format == Export.Format.CSV ? "read_csv('%s', all_varchar = true)" : "read_parquet('%s')";
        List<String> trades = new ArrayList<>();
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT seq, price, size FROM " + from.formatted(file) + " WHERE kind = 'trade'")) {
            while (row.next()) {
                trades.add(row.getString(1) + " " + row.getString(2) + " " + row.getString(3));
            }
        }
        return trades;
    }
}
