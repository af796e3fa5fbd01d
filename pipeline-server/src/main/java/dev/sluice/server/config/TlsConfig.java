package dev.sluice.server.config;

import java.nio.file.Path;
import java.util.Optional;

/// TLS of the HTTP server.
///
/// @param certificate PEM file of the certificate and its chain; empty: one is made at first start and kept in the home
/// @param key PEM file of its private key, PKCS#8; empty: it is in the certificate's file
public record TlsConfig(Optional<Path> certificate, Optional<Path> key) {}
