package io.quotewire.store.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.store.Store;
import io.quotewire.store.StoreConfig;
import io.quotewire.store.embedded.EmbeddedSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    /** Whoever adds a column or a table to the schema has to say here that it belongs to a backup. */
    @Test
    void tables_all_areThoseOfTheSchema(@TempDir Path folder) throws Exception {
        StoreConfig config = new StoreConfig("", folder.resolve("accounts"), "quotewire", null, 3);
        Map<String, Set<String>> found = new TreeMap<>();
        try (Store _ = Store.open(config);
                EmbeddedSource source = EmbeddedSource.open(config.folder());
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")) {
            while (row.next()) {
                found.computeIfAbsent(row.getString(1), _ -> new TreeSet<>()).add(row.getString(2));
            }
        }
        found.keySet().removeAll(Set.of("ticket", "store_schema")); // Over when it is read; made with the database.

        assertThat(Table.ALL.stream()
                        .collect(Collectors.toMap(
                                Table::name,
                                table -> table.columns().stream()
                                        .map(Table.Column::name)
                                        .collect(Collectors.toCollection(TreeSet::new)))))
                .isEqualTo(found);
    }
}
