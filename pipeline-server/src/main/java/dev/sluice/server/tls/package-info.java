/// Who we are to others on the wire, and whom we take for what they say: certificates, keys, fingerprints.
///
/// Inbound: `app`, which gives the HTTP server its certificate; `queue` and `store` for links that go out.
/// Outbound: PEM files, and the JDK's keytool when a certificate is made. Threads: none of its own.
/// Invariants: nothing here trusts whatever comes; a private key is only read from a file that is not open to
/// everybody,
/// and never logged.
@NullMarked
package dev.sluice.server.tls;

import org.jspecify.annotations.NullMarked;
