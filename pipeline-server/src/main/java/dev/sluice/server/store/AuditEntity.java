package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// Row of `audit`; the server's role cannot change one.
@Entity(name = "Audit")
@Table(name = "audit")
@Immutable
class AuditEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    Instant at = Instant.EPOCH;
    String who = "";
    String act = "";
    String target = "";

    @Nullable
    String reason;

    String outcome = "";

    @Column(name = "from_address")
    @Nullable
    String from;

    @Column(name = "before_state")
    @Nullable
    String before;

    @Column(name = "after_state")
    @Nullable
    String after;

    static AuditEntity of(AuditRecord record) {
        AuditEntity row = new AuditEntity();
        row.at = record.at();
        row.who = record.who();
        row.act = record.act();
        row.target = record.target();
        row.reason = record.reason();
        row.outcome = record.outcome();
        row.from = record.from();
        row.before = record.before();
        row.after = record.after();
        return row;
    }

    AuditRecord toRecord() {
        return new AuditRecord(at, who, act, target, reason, outcome, from, before, after);
    }
}
