package dev.sluice.server.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/// What the server stored, as COPY's binary format for the same tables, cut into the same transactions.
final class RawCopy {
    private static final int HEADER_BYTES = 19;
    private static final int TRAILER_BYTES = 2;
    private static final int CHUNK = 64 << 10;

    /// the server's columns; a default gives the others
    private static final String COLUMNS = """
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attname <> 'stored_at'""";

    private final List<Table> tables;
    private final List<long[]> transactions;

    /// @param rows of each transaction, with COPY's header before and its trailer behind them
    private record Table(String copyIn, List<byte[]> rows) {}

    private RawCopy(List<Table> tables, List<long[]> transactions) {
        this.tables = tables;
        this.transactions = transactions;
    }

    /// Reads all that is in the tables. `stored_at` is the begin of the transaction, so it tells them apart.
    static RawCopy of(Connection admin) throws SQLException, IOException {
        // in the order and by the rows of each transaction
        List<long[]> counts = new ArrayList<>();
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*), count(distinct block) from event group by stored_at order by stored_at")) {
            while (row.next()) {
                counts.add(new long[] {row.getLong(1), row.getLong(2)});
            }
        }
        long[] events = counts.stream().mapToLong(count -> count[0]).toArray();
        long[] blocks = counts.stream().mapToLong(count -> count[1]).toArray();
        return new RawCopy(
                List.of(
                        read(
                                admin,
                                "event_identity",
                                "from event_identity t join event e on e.identity = t.key order by e.stored_at, t.key",
                                events),
                        read(admin, "event", "from event t order by t.stored_at, t.block, t.tableoid, t.ctid", events),
                        read(
                                admin,
                                "event_block",
                                "from event_block t join (select block, min(stored_at) as stored_at from event"
                                        + " group by block) e on e.block = t.id order by e.stored_at, t.id",
                                blocks)),
                counts);
    }

    private static Table read(Connection admin, String table, String from, long[] counts)
            throws SQLException, IOException {
        String columns = StoredTable.texts(admin, COLUMNS.formatted(table)).getFirst();
        String selected = "t." + columns.replace(", ", ", t.");
        CopyOut out = copies(admin).copyOut("copy (select " + selected + " " + from + ") to stdout (format binary)");
        List<byte[]> chunks = new ArrayList<>();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        byte[] header = {};
        long read = 0;
        for (byte[] message = out.readFromCopy(); message != null; message = out.readFromCopy()) {
            int begin = 0;
            if (header.length == 0) {
                header = Arrays.copyOf(message, HEADER_BYTES);
                begin = HEADER_BYTES;
                rows.write(header);
            }
            if (message.length - begin <= TRAILER_BYTES) {
                continue;
            }
            rows.write(message, begin, message.length - begin);
            if (++read == counts[chunks.size()]) {
                rows.write(-1);
                rows.write(-1);
                chunks.add(rows.toByteArray());
                rows.reset();
                rows.write(header);
                read = 0;
                if (chunks.size() == counts.length) {
                    break;
                }
            }
        }
        if (out.isActive()) {
            byte[] trailer = out.readFromCopy();
            if (trailer == null || trailer.length > TRAILER_BYTES || out.readFromCopy() != null) {
                throw new IOException(table + " has more rows than its transactions");
            }
        }
        if (chunks.size() != counts.length) {
            throw new IOException(table + " has fewer rows than its transactions");
        }
        return new Table("copy " + table + " (" + columns + ") from stdin (format binary)", chunks);
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    int transactions() {
        return transactions.size();
    }

    long events() {
        return transactions.stream().mapToLong(counts -> counts[0]).sum();
    }

    long medianEvents() {
        return (long) Medians.median(
                transactions.stream().mapToDouble(counts -> counts[0]).toArray());
    }

    /// Copies all of it into the tables, which must be empty of it. Returns after the last commit.
    ///
    /// @param connections in autocommit mode, each with a thread of its own
    /// @return seconds
    double run(List<Connection> connections) throws SQLException, InterruptedException {
        for (Connection connection : connections) {
            connection.setAutoCommit(false);
        }
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(connections.size())) {
            long began = System.nanoTime();
            List<Future<?>> writers = new ArrayList<>();
            for (Connection connection : connections) {
                writers.add(executor.submit(() -> {
                    for (int i = next.getAndIncrement(); i < transactions(); i = next.getAndIncrement()) {
                        copy(connection, i);
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            return (System.nanoTime() - began) / 1e9;
        } catch (ExecutionException e) {
            throw new SQLException("the rows could not be copied: " + e.getCause(), e);
        }
    }

    private void copy(Connection connection, int transaction) throws SQLException {
        for (Table table : tables) {
            byte[] rows = table.rows().get(transaction);
            CopyIn copy = copies(connection).copyIn(table.copyIn());
            for (int from = 0; from < rows.length; from += CHUNK) {
                copy.writeToCopy(rows, from, Math.min(CHUNK, rows.length - from));
            }
            copy.endCopy();
        }
        connection.commit();
    }
}
