package dev.sluice.server.store;

import dev.sluice.model.json.Json;
import dev.sluice.model.queue.PurgePlan;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Row of `purge_plan`; the plan itself is kept as it was shown.
@Entity(name = "Plan")
@Table(name = "purge_plan")
class PlanEntity {
    @Id
    String id = "";

    String queue = "";

    String plan = "";

    Instant expires = Instant.EPOCH;

    @Column(name = "created_by")
    String createdBy = "";

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    String state = "";

    long purged;

    @Column(name = "started_by")
    @Nullable
    String startedBy;

    @Nullable
    String reason;

    @Column(name = "started_at")
    @Nullable
    Instant startedAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Nullable
    String detail;

    static PlanEntity of(PlanRecord plan) {
        PlanEntity row = new PlanEntity();
        row.id = plan.plan().plan();
        row.queue = plan.plan().queue();
        row.plan = Json.text(plan.plan());
        row.expires = plan.plan().expires();
        row.createdBy = plan.createdBy();
        row.createdAt = plan.createdAt();
        row.state = plan.state();
        row.purged = plan.purged();
        row.startedBy = plan.startedBy();
        row.reason = plan.reason();
        row.startedAt = plan.startedAt();
        row.endedAt = plan.endedAt();
        row.detail = plan.detail();
        return row;
    }

    PlanRecord toRecord() {
        try {
            return new PlanRecord(
                    Json.read(plan, PurgePlan.class),
                    createdBy,
                    createdAt,
                    state,
                    purged,
                    startedBy,
                    reason,
                    startedAt,
                    endedAt,
                    detail);
        } catch (IOException e) {
            throw new UncheckedIOException("purge plan " + id + " is not readable", e);
        }
    }
}
