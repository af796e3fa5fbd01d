package dev.sluice.server.store;

import dev.sluice.model.access.Person;

/// A user with what a password is checked against.
///
/// @param hash Argon2id, with its salt and parameters
public record PersonRecord(Person person, String hash) {}
