package dev.sluice.server.testkit;

import dev.sluice.model.json.Json;
import dev.sluice.model.ledger.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// Holds a server to its promise (C2): numbers every event it sends, logs how each attempt ended, and compares with
/// what is stored. The shape is that of Jepsen's total-queue checker. Thread-safe.
public final class Checker implements AutoCloseable {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(FaultTimes.FULL ? 300 : 90);
    private static final Duration NO_ANSWER_AFTER = Duration.ofSeconds(30);
    private static final int RESEND = 100;
    private static final Ledger NO_LEDGER = new Ledger(-1, -1, -1, -1, -1, -1, -1, null, null);

    private final Supplier<URI> door;
    private final Supplier<URI> api;
    private final String token;
    private final TestDatabase database;
    private final String source = "/check/" + UUID.randomUUID();
    private final Attempts attempts = new Attempts();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// @param door base URL events are sent to; asked for each request, since a server may come back elsewhere
    /// @param api base URL of a server with the ledger
    public Checker(Supplier<URI> door, Supplier<URI> api, String token, TestDatabase database) {
        this.door = door;
        this.api = api;
        this.token = token;
        this.database = database;
    }

    /// Starts producers that send until the load is closed.
    ///
    /// @param batch events a request; one travels as an object, more as an array
    /// @param pause between the requests of a producer
    public Load load(int producers, int batch, Duration pause) {
        return new Load(this, producers, batch, pause);
    }

    /// Sends the next events, once.
    public Answer sendNext(int count) {
        int first = attempts.begin(count);
        Answer answer = send(first, count);
        answers.add(answer);
        return answer;
    }

    /// Sends events again, or events with numbers that [#sendNext] gave out.
    public Answer send(int first, int count) {
        StringBuilder body = new StringBuilder();
        for (int number = first; number < first + count; number++) {
            body.append(body.isEmpty() ? "" : ",")
                    .append("{\"id\":\"")
                    .append(number)
                    .append("\",\"source\":\"")
                    .append(source)
                    .append("\",\"type\":\"test.checked\",\"data\":{\"number\":")
                    .append(number)
                    .append("}}");
        }
        Answer answer = post(count == 1 ? body.toString() : "[" + body + "]");
        attempts.end(first, count, answer.status());
        return answer;
    }

    private Answer post(String body) {
        HttpRequest request = HttpRequest.newBuilder(door.get().resolve("/v1/events"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(NO_ANSWER_AFTER)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long at = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Retry-After").isPresent(),
                    at,
                    Duration.ofNanos(System.nanoTime() - at));
        } catch (IOException e) {
            return new Answer(0, String.valueOf(e), false, at, Duration.ofNanos(System.nanoTime() - at));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// how each request of [#sendNext] ended so far, in the order they ended
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    public int attempted() {
        return attempts.attempted();
    }

    /// events that got a 2xx
    public int accepted() {
        return attempts.ok().cardinality();
    }

    /// Waits until nothing is in flight, then holds the server to all it said: nothing lost, unexpected or twice. Then
    /// sends again what has no known outcome until it is accepted, and wants every attempted event stored once and
    /// the ledger exact. No load may run meanwhile.
    ///
    /// @throws AssertionError with the numbers that are wrong
    public void verify() {
        Eventually.eventually(SETTLED_WITHIN, () -> ledger().inFlight() == 0, "nothing is in flight");
        Eventually.eventually(SETTLED_WITHIN, this::lost, BitSet::isEmpty, "every accepted event is stored");
        require("unexpected", unexpected());
        require("duplicated", duplicated());
        resendUnknown();
        Ledger ledger = Eventually.eventually(
                SETTLED_WITHIN,
                this::ledger,
                l -> l.inFlight() == 0 && l.stored() >= attempts.possible().cardinality(),
                "everything is settled after the unknown events were sent again; attempted " + attempts.attempted());
        require("lost", lost());
        require("unexpected", unexpected());
        require("duplicated", duplicated());
        BitSet missing = attempts.possible();
        missing.andNot(stored());
        require("missing after all was sent again", missing);
        requireExact(ledger);
    }

    private void requireExact(Ledger ledger) {
        // what the auditor suspects follows the broker's counts by some seconds
        Eventually.eventually(FaultTimes.NORMAL_WITHIN, () -> ledger().unexplained() == 0, "nothing is unexplained");
        long rows = database.number("select count(*) from event");
        long dead = database.number("select count(*) from dead_letter");
        if (ledger.accepted() != ledger.stored() + ledger.duplicate()
                || ledger.stored() != rows
                || ledger.deadLettered() != 0
                || dead != 0) {
            throw new AssertionError(
                    "The ledger is off: " + ledger + " with " + rows + " rows and " + dead + " dead letters");
        }
    }

    private void resendUnknown() {
        BitSet unknown = attempts.unknown();
        for (int first = unknown.nextSetBit(0); first >= 0; first = unknown.nextSetBit(first)) {
            int end = Math.min(unknown.nextClearBit(first), first + RESEND);
            int from = first;
            Eventually.eventually(
                    FaultTimes.NORMAL_WITHIN,
                    () -> send(from, end - from),
                    Answer::accepted,
                    "events " + first + " to " + end + " are accepted when sent again");
            first = end;
        }
    }

    private BitSet lost() {
        BitSet lost = attempts.ok();
        lost.andNot(stored());
        return lost;
    }

    private BitSet unexpected() {
        BitSet unexpected = stored();
        unexpected.andNot(attempts.possible());
        return unexpected;
    }

    private BitSet stored() {
        return numbers("select id from event where source = ?");
    }

    private BitSet duplicated() {
        return numbers("select id from event where source = ? group by id having count(*) > 1");
    }

    private BitSet numbers(String sql) {
        BitSet numbers = new BitSet();
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.set(Integer.parseInt(row.getString(1)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return numbers;
    }

    private void require(String what, BitSet none) {
        if (!none.isEmpty()) {
            throw new AssertionError(what + ": " + none.cardinality() + " events: " + none + "; " + summary());
        }
    }

    /// what happened, for a failure's message
    public String summary() {
        Map<Integer, Integer> statuses = new TreeMap<>();
        answers.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
        return attempts.attempted() + " events attempted, " + accepted() + " accepted, "
                + attempts.unknown().cardinality() + " unknown, answers by status " + statuses;
    }

    /// a ledger that fits nothing when there was no answer
    private Ledger ledger() {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(api.get().resolve("/v1/ledger"))
                            .header("Authorization", "Bearer " + token)
                            .timeout(NO_ANSWER_AFTER)
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return Json.read(response.body(), Ledger.class);
            }
        } catch (IOException e) {
            // the server is on its way; the deadline tells
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return NO_LEDGER;
    }

    @Override
    public void close() {
        http.close();
    }
}
