package io.quotewire.store.history;

import io.quotewire.store.history.duck.TableReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The parts as one question sees them. One thread. */
record ShelfView(Shelf shelf, List<Part> parts, Connection connection) {
    TableReader reader(Part part) throws SQLException, IOException {
        return shelf.reader(part, connection);
    }
}
