package dev.sluice.server.access;

import dev.sluice.model.access.AccessRole;
import org.jspecify.annotations.Nullable;

/// Who sent a request.
public sealed interface Principal {
    /// as shown in records and the audit
    String name();

    /// null: may send events, and nothing else
    @Nullable
    AccessRole role();

    /// The bearer of the admin token; may do everything.
    record Admin() implements Principal {
        @Override
        public String name() {
            return "admin";
        }

        @Override
        public AccessRole role() {
            return AccessRole.ADMIN;
        }
    }

    /// Somebody who logged in, or a script with a token of its own.
    record Member(Holder holder) implements Principal {
        /// A script's is marked: a person may have the same name.
        @Override
        public String name() {
            return holder.isSession() ? holder.name() : "token:" + holder.name();
        }

        @Override
        public AccessRole role() {
            return holder.role();
        }
    }

    /// The bearer of an ingest key; may send events, within the key's bounds.
    record Producer(KeyGrant grant) implements Principal {
        @Override
        public String name() {
            return grant.name();
        }

        @Override
        public @Nullable AccessRole role() {
            return null;
        }
    }
}
