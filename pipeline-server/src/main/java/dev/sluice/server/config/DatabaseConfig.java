package dev.sluice.server.config;

import java.time.Duration;
import java.util.Optional;

/// Where PostgreSQL is.
///
/// @param url JDBC URL without user or password, with `sslmode`
/// @param user the plain role that the server works as
/// @param owner the role for migrations, partitions and retention; empty: `user` does that too, and the audit is then
///     not protected from it
/// @param statementTimeout of a query of an operator
public record DatabaseConfig(
        String url, String user, Secret password, Optional<Owner> owner, Duration statementTimeout) {

    public record Owner(String user, Secret password) {}
}
