package dev.sluice.server.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The data set in the server's database: made when it is not there, else found again by a record of what was made.
final class SearchData {
    private static final String RECORD = """
            create schema if not exists bench;
            create table if not exists bench.data (
                version int not null, events bigint not null, days int not null, ended_at timestamptz not null,
                complete boolean not null)""";

    private final Servers servers;
    private final Connection admin;
    private final SearchOptions options;

    /// @param admin PostgreSQL's superuser on the server's database
    SearchData(Servers servers, Connection admin, SearchOptions options) {
        this.servers = servers;
        this.admin = admin;
        this.options = options;
    }

    /// @return when its frames were received
    /// @throws IOException when other data are there
    Timeline ensure() throws IOException, SQLException, InterruptedException {
        StoredTable.execute(admin, RECORD);
        try (Statement statement = admin.createStatement();
                ResultSet row =
                        statement.executeQuery("select version, events, days, ended_at, complete from bench.data")) {
            if (row.next()) {
                require(row.getInt(1), row.getLong(2), row.getInt(3));
                if (row.getBoolean(5)) {
                    return timeline(row.getTimestamp(4).toInstant());
                }
                Output.say("the events were not all stored the last time; starting again");
            } else if (StoredTable.number(admin, "select count(*) from (select from event limit 1) e") > 0) {
                throw new IOException("the database holds events that are no data of a benchmark; take another --data");
            }
        }
        return make();
    }

    private void require(int version, long events, int days) throws IOException {
        if (version != DataSet.VERSION || events != options.events() || days != options.days()) {
            throw new IOException(
                    "the folder holds %,d events of %d days, version %d, and %,d of %d days, version %d, are wanted; take another --data"
                            .formatted(events, days, version, options.events(), options.days(), DataSet.VERSION));
        }
    }

    private Timeline make() throws SQLException, InterruptedException {
        Instant end = Instant.now().truncatedTo(ChronoUnit.MICROS);
        StoredTable.execute(admin, StoredTable.TRUNCATE_EVENTS);
        StoredTable.execute(admin, "truncate bench.data");
        try (PreparedStatement insert = admin.prepareStatement("insert into bench.data values (?, ?, ?, ?, false)")) {
            insert.setInt(1, DataSet.VERSION);
            insert.setLong(2, options.events());
            insert.setInt(3, options.days());
            insert.setObject(4, end.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        Output.say("storing %,d events".formatted(options.events()));
        DataLoad load = new DataLoad(servers, admin);
        load.store(new DataSet(options.events(), options.days(), end, 0));
        load.finish();
        StoredTable.execute(admin, "update bench.data set complete = true");
        return timeline(end);
    }

    private Timeline timeline(Instant end) {
        return Timeline.ofDays(options.events() / DataSet.FRAME, options.days(), end);
    }
}
