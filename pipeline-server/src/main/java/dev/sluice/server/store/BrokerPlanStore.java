package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Plans of acts on queues that are not Sluice's; any instance may use what another one made. Thread-safe. Every method
/// throws [dev.sluice.model.error.PipelineException] `database-unavailable`.
public final class BrokerPlanStore {
    private static final int KEPT_DAYS = 1;

    private final Database database;

    public BrokerPlanStore(Database database) {
        this.database = database;
    }

    /// @param usedAt when it was used, null when it was not
    public record Kept(
            BrokerPlan plan,
            @Nullable Instant usedAt,
            @Nullable String usedBy) {}

    /// Keeps a plan, and forgets those that expired a day ago.
    public void keep(BrokerPlan plan, String by) {
        database.write("keeping broker plan " + plan.plan(), connection -> {
            try (PreparedStatement forget = connection.prepareStatement(
                            "delete from broker_plan where expires < now() - interval '" + KEPT_DAYS + " days'");
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into broker_plan (id, plan, created_by, expires) values (?, ?, ?, ?)")) {
                forget.executeUpdate();
                insert.setString(1, plan.plan());
                insert.setString(2, Json.text(plan));
                insert.setString(3, by);
                insert.setObject(4, plan.expires().atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
            return null;
        });
    }

    public Optional<Kept> find(String id) {
        return database.write("reading broker plan " + id, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select plan, used_at, used_by from broker_plan where id = ?")) {
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Kept(
                                    plan(row.getString("plan")),
                                    KeyRows.instant(row, "used_at"),
                                    row.getString("used_by")))
                            : Optional.empty();
                }
            }
        });
    }

    private static BrokerPlan plan(String json) {
        try {
            return Json.read(json, BrokerPlan.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a broker plan is not readable", e);
        }
    }

    /// Uses a plan up, together with the record of it: exactly once, and only before it expires.
    ///
    /// @return false when it was used before or expired; then nothing is recorded
    public boolean use(String id, String by, AuditRecord audit) {
        return database.write("using broker plan " + id, connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update broker_plan set used_at = now(), used_by = ?"
                            + " where id = ? and used_at is null and expires > now()")) {
                update.setString(1, by);
                update.setString(2, id);
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            AuditRows.insert(connection, audit);
            return true;
        });
    }
}
