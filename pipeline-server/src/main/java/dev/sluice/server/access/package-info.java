/// Who may come in and what as, how much producers may send, and what was refused at the door.
///
/// - Inbound: `http` asks who a token belongs to, whether a limit is reached, and hands over refusals; so does
///   the AMQP way in, by `app`; `control` changes keys, users and sessions, and sends refused events again.
/// - Outbound: keys, users, sessions and the kept refusals in `store`.
/// - Threads: every class is thread-safe. Nothing on a request's way asks the database or waits: keys are a snapshot in
///   memory that a pulse refreshes, refusals a bounded buffer that another one empties. Only a log-in waits, for its
///   password's hash.
/// - Invariants: a token is compared by its hash, in constant time; the last snapshot serves while the database is
///   away; memory is bounded whatever senders do.
@NullMarked
package dev.sluice.server.access;

import org.jspecify.annotations.NullMarked;
