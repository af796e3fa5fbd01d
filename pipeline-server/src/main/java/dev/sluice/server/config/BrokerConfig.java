package dev.sluice.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where RabbitMQ is. User, password and virtual host are percent-decoded.
///
/// @param managementUrl of the management API, without user and password
/// @param managementUser,managementPassword those of the management URL, else those of the AMQP URL
/// @param heartbeat asked for; two missed ones end a connection
/// @param authorities PEM file of who may vouch for the broker, empty: those of Java
public record BrokerConfig(
        String host,
        int port,
        boolean tls,
        String user,
        Secret password,
        String virtualHost,
        URI managementUrl,
        String managementUser,
        Secret managementPassword,
        Duration heartbeat,
        Optional<Path> authorities) {}
