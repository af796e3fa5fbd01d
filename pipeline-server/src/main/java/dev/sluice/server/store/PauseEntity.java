package dev.sluice.server.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Row of `pause`.
@Entity(name = "Pause")
@Table(name = "pause")
class PauseEntity {
    @Id
    String queue = "";

    String reason = "";

    @Column(name = "paused_by")
    String by = "";

    Instant since = Instant.EPOCH;

    @Nullable
    Instant until;

    @Column(name = "until_depth")
    @Nullable
    Long untilDepth;

    static PauseEntity of(PauseRecord pause) {
        PauseEntity row = new PauseEntity();
        row.queue = pause.queue();
        row.reason = pause.reason();
        row.by = pause.by();
        row.since = pause.since();
        row.until = pause.until();
        row.untilDepth = pause.untilDepth();
        return row;
    }

    PauseRecord toRecord() {
        return new PauseRecord(queue, reason, by, since, until, untilDepth);
    }
}
