package dev.sluice.console.client;

import static dev.sluice.console.client.EventQuery.encoded;

import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.access.KeyList;
import dev.sluice.model.access.KeyRequest;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import dev.sluice.model.conflict.ConflictDetail;
import dev.sluice.model.conflict.ConflictPage;
import dev.sluice.model.erasure.Erasure;
import dev.sluice.model.erasure.ErasurePlan;
import dev.sluice.model.erasure.ErasureRequest;
import dev.sluice.model.fleet.FleetList;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.IngestStopRequest;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.PeekPage;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgeList;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import dev.sluice.model.queue.QueueList;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.queue.ThrottleRequest;
import dev.sluice.model.rejection.RejectionDetail;
import dev.sluice.model.rejection.RejectionPage;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.Facets;
import dev.sluice.model.search.FieldStatistics;
import dev.sluice.model.search.FieldSuggestions;
import dev.sluice.model.search.Histogram;
import dev.sluice.model.search.SavedSearch;
import dev.sluice.model.search.SavedSearchList;
import dev.sluice.model.search.SavedSearchRequest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every call of the HTTP contract that the console and the command line use. Each blocks its caller; interrupting
/// the caller aborts the exchange. Thread-safe.
///
/// Every method throws [ClientException] when the server says no or cannot be reached.
public final class SluiceClient implements AutoCloseable {
    private static final Duration QUICK = Duration.ofSeconds(10);
    /// A plan by filter looks at the queue for some seconds.
    private static final Duration WALK = Duration.ofSeconds(25);
    private static final Duration REMOVAL = Duration.ofSeconds(20);
    private static final Duration SEARCH = Duration.ofSeconds(65);
    private static final Duration INGEST = Duration.ofSeconds(60);

    private final Exchange exchange;

    public SluiceClient(ServerAddress address) {
        exchange = new Exchange(address);
    }

    public ServerAddress address() {
        return exchange.address();
    }

    /// From now on as somebody else, or as the same again: for a token that is over.
    public void use(String token) {
        exchange.use(token);
    }

    /// The server's clock to about a second, as of the newest answer.
    public Instant serverTime() {
        return exchange.serverTime();
    }

    public boolean ready() throws InterruptedException {
        return exchange.get("/health/ready", QUICK, body -> true);
    }

    /// The calls about people.
    public PeopleClient people() {
        return new PeopleClient(exchange);
    }

    /// The calls about the whole broker.
    public BrokerClient broker() {
        return new BrokerClient(exchange);
    }

    /// Sends events. A receipt with nothing accepted (422) is returned as such.
    public Receipt ingest(Body body) throws InterruptedException {
        return exchange.ingest("/v1/events", body, INGEST);
    }

    /// @param limit 1 to 1,000
    /// @param cursor `next` of the page before, null for the first
    public StoredPage events(EventQuery query, int limit, @Nullable String cursor) throws InterruptedException {
        String path = "/v1/events" + query.parameters() + "&limit=" + limit
                + (query.oldestFirst() ? "&order=oldest" : "") + (cursor == null ? "" : "&cursor=" + encoded(cursor));
        return exchange.get(path, SEARCH, StoredPage::read);
    }

    public EventCount count(EventQuery query) throws InterruptedException {
        return exchange.get("/v1/events/count" + query.parameters(), SEARCH, EventCount.class);
    }

    public Histogram histogram(EventQuery query, int buckets) throws InterruptedException {
        return exchange.get(
                "/v1/events/histogram" + query.parameters() + "&buckets=" + buckets, SEARCH, Histogram.class);
    }

    /// Every event of the query, as NDJSON or CSV; the caller closes it. A read fails when the connection breaks off,
    /// so that its end means that nothing is missing.
    ///
    /// @param format `ndjson` or `csv`
    /// @param columns paths joined by commas, for CSV; null for the usual ones
    public InputStream export(EventQuery query, String format, @Nullable String columns) throws InterruptedException {
        String path = "/v1/events/export" + query.parameters() + "&format=" + encoded(format)
                + (query.oldestFirst() ? "&order=oldest" : "")
                + (columns == null ? "" : "&columns=" + encoded(columns));
        return exchange.stream(path, SEARCH);
    }

    /// @param paths joined by commas
    public Facets facets(EventQuery query, String paths, int top) throws InterruptedException {
        return exchange.get(
                "/v1/events/facets" + query.parameters() + "&paths=" + encoded(paths) + "&top=" + top,
                SEARCH,
                Facets.class);
    }

    public FieldStatistics statistics(EventQuery query, String path) throws InterruptedException {
        return exchange.get(
                "/v1/events/statistics" + query.parameters() + "&path=" + encoded(path), SEARCH, FieldStatistics.class);
    }

    /// Fields seen lately.
    public FieldSuggestions fields(String prefix) throws InterruptedException {
        return exchange.get("/v1/fields?prefix=" + encoded(prefix), QUICK, FieldSuggestions.class);
    }

    /// Values of a field seen lately.
    public FieldSuggestions values(String path, String prefix) throws InterruptedException {
        return exchange.get(
                "/v1/fields?path=" + encoded(path) + "&prefix=" + encoded(prefix), QUICK, FieldSuggestions.class);
    }

    /// The events received right before and after one, and itself, the earliest first.
    ///
    /// @param source null: the newest event of that id
    /// @param each how many before and how many after, 0 to 1,000
    /// @param same `any`, `source` or `subject`
    public List<StoredEvent> around(String id, @Nullable String source, int each, String same)
            throws InterruptedException {
        String path = "/v1/events/" + encoded(id) + "/around?before=" + each + "&after=" + each + "&same="
                + encoded(same) + (source == null ? "" : "&source=" + encoded(source));
        return exchange.get(path, SEARCH, StoredPage::readAround);
    }

    /// @param source null: the newest event of that id, whatever its source
    public Optional<StoredEvent> event(String id, @Nullable String source) throws InterruptedException {
        String path = "/v1/events/" + encoded(id) + (source == null ? "" : "?source=" + encoded(source));
        try {
            return Optional.of(exchange.get(path, QUICK, StoredEvent::of));
        } catch (ProblemException e) {
            if (e.problem().status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The team's searches, by name.
    public List<SavedSearch> savedSearches() throws InterruptedException {
        return exchange.get("/v1/searches", QUICK, SavedSearchList.class).items();
    }

    /// Keeps a query under a name, in the place of what is there.
    public SavedSearch saveSearch(String name, String query) throws InterruptedException {
        return exchange.ask(
                "PUT", "/v1/searches/" + encoded(name), new SavedSearchRequest(query), QUICK, SavedSearch.class);
    }

    public void deleteSearch(String name) throws InterruptedException {
        exchange.send("DELETE", "/v1/searches/" + encoded(name), null, QUICK);
    }

    public List<QueueState> queues() throws InterruptedException {
        return exchange.get("/v1/queues", QUICK, QueueList.class).items();
    }

    public QueueState queue(String name) throws InterruptedException {
        return exchange.get(queuePath(name), QUICK, QueueState.class);
    }

    /// Makes a queue, or changes what the request names.
    public QueueState define(String name, QueueRequest request) throws InterruptedException {
        return exchange.ask("PUT", queuePath(name), request, QUICK, QueueState.class);
    }

    /// Takes an empty queue out. The server answers when it is gone, or after some seconds.
    public QueueRemoval delete(String name) throws InterruptedException {
        return exchange.ask("DELETE", queuePath(name), null, REMOVAL, QueueRemoval.class);
    }

    public void pause(String queue, PauseRequest request) throws InterruptedException {
        exchange.send("POST", queuePath(queue) + "/pause", request, QUICK);
    }

    public void resume(String queue) throws InterruptedException {
        exchange.send("POST", queuePath(queue) + "/resume", null, QUICK);
    }

    public QueueState throttle(String queue, ThrottleRequest request) throws InterruptedException {
        return exchange.post(queuePath(queue) + "/throttle", request, QUICK, QueueState.class);
    }

    public QueueState stopIngest(String queue, IngestStopRequest request) throws InterruptedException {
        return exchange.post(queuePath(queue) + "/ingest", request, QUICK, QueueState.class);
    }

    /// @param limit events, at most 100
    public PeekPage peek(String queue, int limit) throws InterruptedException {
        return exchange.get(queuePath(queue) + "/peek?limit=" + limit, QUICK, PeekPage.class);
    }

    public PurgePlan planPurge(String queue) throws InterruptedException {
        return planPurge(queue, null);
    }

    /// @param filter null for all events; with one, the queue has to be paused
    public PurgePlan planPurge(String queue, @Nullable PurgeFilter filter) throws InterruptedException {
        return exchange.post(queuePath(queue) + "/purge/plan", filter, WALK, PurgePlan.class);
    }

    /// The last purges of a queue, newest first.
    public List<Purge> purges(String queue) throws InterruptedException {
        return exchange.get(queuePath(queue) + "/purges", QUICK, PurgeList.class)
                .items();
    }

    /// Puts what a purge removed back; returns at once.
    public Purge undoPurge(String queue, String id) throws InterruptedException {
        return exchange.post(queuePath(queue) + "/purge/" + encoded(id) + "/undo", null, QUICK, Purge.class);
    }

    public Purge purge(String queue, PurgeRequest request) throws InterruptedException {
        return exchange.post(queuePath(queue) + "/purge", request, QUICK, Purge.class);
    }

    public Purge purgeState(String queue, String id) throws InterruptedException {
        return exchange.get(queuePath(queue) + "/purge/" + encoded(id), QUICK, Purge.class);
    }

    public void stopPurge(String queue, String id) throws InterruptedException {
        exchange.send("DELETE", queuePath(queue) + "/purge/" + encoded(id), null, QUICK);
    }

    /// @param mark of an earlier ledger: the answer then has `unsettled`
    public Ledger ledger(@Nullable String mark) throws InterruptedException {
        return exchange.get("/v1/ledger" + (mark == null ? "" : "?mark=" + encoded(mark)), QUICK, Ledger.class);
    }

    /// The newest acts.
    public FleetList fleet() throws InterruptedException {
        return exchange.get("/v1/fleet", QUICK, FleetList.class);
    }

    public AuditPage audit(int limit) throws InterruptedException {
        return audit(AuditQuery.ALL, limit, null);
    }

    /// Newest first.
    ///
    /// @param cursor `next` of the page before
    public AuditPage audit(AuditQuery query, int limit, @Nullable String cursor) throws InterruptedException {
        StringBuilder path = new StringBuilder("/v1/audit?limit=").append(limit);
        parameter(path, "q", query.text());
        parameter(path, "who", query.who());
        parameter(path, "act", query.act());
        parameter(path, "target", query.target());
        parameter(path, "from", query.from());
        parameter(path, "to", query.to());
        parameter(path, "cursor", cursor);
        return exchange.get(path.toString(), QUICK, AuditPage.class);
    }

    private static void parameter(StringBuilder path, String name, @Nullable Object value) {
        if (value != null) {
            path.append('&').append(name).append('=').append(encoded(value.toString()));
        }
    }

    public HealthReport health() throws InterruptedException {
        return exchange.get("/v1/health", QUICK, HealthReport.class);
    }

    /// Keys that may be used, and the last ones that were revoked, newest first.
    public List<IngestKey> keys() throws InterruptedException {
        return exchange.get("/v1/tokens", QUICK, KeyList.class).items();
    }

    /// Makes a key; its secret is in the answer and nowhere else.
    public IssuedKey issueKey(KeyRequest request) throws InterruptedException {
        return exchange.post("/v1/tokens", request, QUICK, IssuedKey.class);
    }

    public IngestKey revokeKey(String id) throws InterruptedException {
        return exchange.delete("/v1/tokens/" + encoded(id), QUICK, IngestKey.class);
    }

    /// What was refused at the door, newest first.
    ///
    /// @param limit 1 to 1,000
    /// @param cursor `next` of the page before, null for the first
    public RejectionPage rejections(int limit, @Nullable String cursor) throws InterruptedException {
        return exchange.get(
                "/v1/rejections?limit=" + limit + (cursor == null ? "" : "&cursor=" + encoded(cursor)),
                QUICK,
                RejectionPage.class);
    }

    public RejectionDetail rejection(String id) throws InterruptedException {
        return exchange.get("/v1/rejections/" + encoded(id), QUICK, RejectionDetail.class);
    }

    /// Sends a refused event again. A receipt with nothing accepted (422) is returned as such.
    ///
    /// @param corrected JSON text of what to send, null: as it was
    public Receipt resubmit(String id, @Nullable String corrected) throws InterruptedException {
        byte[] body = corrected == null ? new byte[0] : corrected.getBytes(StandardCharsets.UTF_8);
        return exchange.ingest(
                "/v1/rejections/" + encoded(id) + "/resubmit", new Body("application/json", body), INGEST);
    }

    /// Events that came again with another text, newest first.
    ///
    /// @param limit 1 to 1,000
    /// @param cursor `next` of the page before, null for the first
    public ConflictPage conflicts(int limit, @Nullable String cursor) throws InterruptedException {
        return exchange.get(
                "/v1/conflicts?limit=" + limit + (cursor == null ? "" : "&cursor=" + encoded(cursor)),
                QUICK,
                ConflictPage.class);
    }

    public ConflictDetail conflict(String id) throws InterruptedException {
        return exchange.get("/v1/conflicts/" + encoded(id), QUICK, ConflictDetail.class);
    }

    public ErasurePlan planErasure(ErasureRequest request) throws InterruptedException {
        return exchange.post("/v1/erasures/plan", request, SEARCH, ErasurePlan.class);
    }

    /// @param reason kept in the audit
    public void erase(String plan, String reason) throws InterruptedException {
        exchange.send("DELETE", "/v1/events?plan=" + encoded(plan) + "&reason=" + encoded(reason), null, QUICK);
    }

    public Erasure erasure(String id) throws InterruptedException {
        return exchange.get("/v1/erasures/" + encoded(id), QUICK, Erasure.class);
    }

    /// The calls about what was.
    public TelemetryClient telemetry() {
        return new TelemetryClient(exchange);
    }

    /// The calls about dead letters.
    public DeadLetterClient deadLetters() {
        return new DeadLetterClient(exchange);
    }

    /// The calls about alarms.
    public AlarmClient alarms() {
        return new AlarmClient(exchange);
    }

    /// The calls about replays.
    public ReplayClient replays() {
        return new ReplayClient(exchange);
    }

    /// Drops all connections; calls under way fail.
    @Override
    public void close() {
        exchange.close();
    }

    private static String queuePath(String name) {
        return "/v1/queues/" + encoded(name);
    }
}
