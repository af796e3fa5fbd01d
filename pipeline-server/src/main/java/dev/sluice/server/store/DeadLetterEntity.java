package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// Row of `dead_letter`, for reading; written by [DeadLetters] in the frame's transaction.
@Entity(name = "Letter")
@Table(name = "dead_letter")
@Immutable
class DeadLetterEntity {
    @Id
    long id;

    Instant at = Instant.EPOCH;
    String queue = "";

    @Nullable
    Long incarnation;

    @Nullable
    Long seq;

    byte[] bytes = {};
    String code = "";
    String detail = "";
    String fingerprint = "";
    String state = "";

    DeadLetter toRecord() {
        FrameId frame = incarnation == null || seq == null ? null : new FrameId(incarnation, seq);
        return new DeadLetter(id, queue, frame, bytes, code, detail, fingerprint, state, at);
    }
}
