package dev.sluice.server.store;

import dev.sluice.server.store.QueueDefinition.Status;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Locale;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// Row of `queue_definition`, to be read; [DefinitionStore] writes it.
@Entity(name = "Definition")
@Table(name = "queue_definition")
class DefinitionEntity {
    @Id
    String name = "";

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> patterns = List.of();

    @Column(nullable = false)
    int position;

    @Column(name = "max_bytes")
    @Nullable
    Long maxBytes;

    String status = "";

    @Column(nullable = false)
    long generation;

    QueueDefinition toRecord() {
        return new QueueDefinition(
                name, patterns, position, maxBytes, Status.valueOf(status.toUpperCase(Locale.ROOT)), generation);
    }
}
