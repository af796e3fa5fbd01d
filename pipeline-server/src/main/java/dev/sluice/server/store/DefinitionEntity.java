package dev.sluice.server.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// Row of `queue_definition`.
@Entity(name = "Definition")
@Table(name = "queue_definition")
class DefinitionEntity {
    @Id
    String name = "";

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> patterns = List.of();

    @Column(nullable = false)
    int position;

    static DefinitionEntity of(QueueDefinition definition) {
        DefinitionEntity row = new DefinitionEntity();
        row.name = definition.name();
        row.patterns = definition.patterns();
        row.position = definition.position();
        return row;
    }

    QueueDefinition toRecord() {
        return new QueueDefinition(name, patterns, position);
    }
}
