package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.sql.SQLException;
import java.util.function.Function;
import org.hibernate.HibernateException;
import org.hibernate.JDBCException;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/// Hibernate's door: stateless sessions over the small control tables (docs/adr/0004). Made without asking the
/// database anything.
final class ControlSessions implements AutoCloseable {
    private final SessionFactory factory;

    ControlSessions(Database database) {
        this.factory = new HibernatePersistenceConfiguration("sluice-control")
                .managedClasses(AuditEntity.class, DefinitionEntity.class, PauseEntity.class)
                .property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, database.controlConnections())
                .property(JdbcSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true)
                .property(JdbcSettings.ALLOW_METADATA_ON_BOOT, false)
                .property(JdbcSettings.JAKARTA_HBM2DDL_DB_NAME, "PostgreSQL")
                .property(JdbcSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION, 15)
                .createEntityManagerFactory();
    }

    /// Runs the work in one transaction.
    ///
    /// @param what for the message, as in "pausing queue q"
    /// @throws PipelineException `database-unavailable`; `malformed-request` when the database cannot hold a text
    <T> T call(String what, Function<StatelessSession, T> work) {
        try {
            return factory.fromStatelessTransaction(work);
        } catch (HibernateException e) {
            SQLException cause = e instanceof JDBCException jdbc ? jdbc.getSQLException() : null;
            if (cause != null && SqlFailure.of(cause) == SqlFailure.DATA) {
                throw new PipelineException(
                        ErrorCode.MALFORMED_REQUEST,
                        "The database cannot keep a text given for " + what + " (SQLSTATE " + cause.getSQLState()
                                + ").",
                        e);
            }
            throw SqlFailure.unavailable(what, cause == null ? new SQLException(e) : cause);
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
