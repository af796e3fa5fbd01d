package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.SQLException;

/// What is done inside one transaction. It may run again from the start, so it changes nothing but the database.
@FunctionalInterface
interface Work<T> {
    T run(Connection connection) throws SQLException;
}
