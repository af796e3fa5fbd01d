package dev.sluice.server.app;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.server.access.Rejections;
import dev.sluice.server.config.Role;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.consume.Consumers;
import dev.sluice.server.control.ConflictPages;
import dev.sluice.server.control.ControlService;
import dev.sluice.server.control.Fleet;
import dev.sluice.server.control.LimitPulse;
import dev.sluice.server.control.Purges;
import dev.sluice.server.control.QueueDefinitions;
import dev.sluice.server.control.QueueRemovals;
import dev.sluice.server.control.QueueWatch;
import dev.sluice.server.control.RejectionActs;
import dev.sluice.server.control.TopologyWatch;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.history.History;
import dev.sluice.server.ingest.IngestLimits;
import dev.sluice.server.ingest.IngestService;
import dev.sluice.server.ingest.Lanes;
import dev.sluice.server.ingest.Rush;
import dev.sluice.server.ledger.Auditor;
import dev.sluice.server.ledger.Journal;
import dev.sluice.server.ledger.LedgerKeeper;
import dev.sluice.server.queue.BrokerAdmin;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.InboxCare;
import dev.sluice.server.queue.QueueObjects;
import dev.sluice.server.search.SavedSearches;
import dev.sluice.server.search.SearchService;
import dev.sluice.server.store.ConflictStore;
import dev.sluice.server.store.ControlStore;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.DefinitionStore;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.InstanceBeat;
import dev.sluice.server.store.InstanceStore;
import dev.sluice.server.store.JournalStore;
import dev.sluice.server.store.LedgerStore;
import dev.sluice.server.store.RejectionStore;
import dev.sluice.server.store.TapStore;
import dev.sluice.server.telemetry.DiskBudget;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.Waypoints;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The parts of one server process, without its HTTP server, wired and running. Neither RabbitMQ nor PostgreSQL has to
/// be there when it starts: it is ready once both were.
final class Pipeline implements AutoCloseable {
    private static final Duration JOURNAL_EVERY = Duration.ofMillis(250);
    private static final Duration CONFIRMS_EVERY = Duration.ofSeconds(1);
    private static final Duration FLEET_EVERY = Duration.ofMillis(500);
    private static final Duration SLOW_EVERY = Duration.ofSeconds(1);
    /// A revoked key is to be refused everywhere within two seconds, also after the database was away.
    private static final Duration KEYS_EVERY = Duration.ofMillis(250);
    private static final Duration KEY_USES_EVERY = Duration.ofSeconds(5);
    private static final Duration LIMITS_EVERY = Duration.ofMillis(500);
    private static final Duration RUSH_EVERY = Duration.ofMillis(500);
    private static final Duration CONFLICTS_EVERY = Duration.ofSeconds(10);
    private static final Duration OPEN_EVERY = Duration.ofSeconds(1);
    /// The broker's counts are at most five seconds old at its defaults; one more for the way.
    private static final Duration BROKER_SAMPLE_AGE = Duration.ofSeconds(6);

    private final Set<Role> roles;
    private final PipelineMeters meters;
    private final HealthChecks health = new HealthChecks();
    private final DiskBudget disk;
    private final BrokerLink publishing;
    private final BrokerLink consuming;
    private final Database database;
    private final ControlStore controlStore;
    private final Journal journal;
    private final Lanes lanes;
    private final Consumers consumers;
    private final Rush rush;
    private final Fleet fleet;
    private final Auditor auditor;
    private final LedgerKeeper ledger;
    private final QueueWatch watch;
    private final Purges purges;
    private final OperatorParts operators;
    private final BrokerAdmin admin;
    private final QueueObjects objects;
    private final QueueRemovals removals;
    private final TopologyWatch topology;
    private final LimitPulse limitPulse;
    private final ControlService control;
    private final Admission admission;
    private final IngestService ingest;
    private final Optional<AmqpDoor> door;
    private final SearchService search;
    private final SavedSearches savedSearches;
    private final FrameStore frames;
    private final Membership membership;
    private final Rejections rejections;
    private final RejectionActs rejectionActs;
    private final ConflictStore conflicts;
    private final DataLife life;
    private final AlarmRoom alarms;
    private final HistoryParts history;
    private final List<Pulse> pulses = new ArrayList<>();

    /// @param onAct told of each audit record
    Pipeline(ServerConfig config, AdminToken adminToken, Consumer<AuditRecord> onAct) {
        this(config, adminToken, onAct, Waypoints.NONE);
    }

    Pipeline(ServerConfig config, AdminToken adminToken, Consumer<AuditRecord> onAct, Waypoints waypoints) {
        meters = new PipelineMeters(waypoints);
        roles = config.roles();
        disk = new DiskBudget(config.home(), config.disk());
        publishing = new BrokerLink(config.broker(), "ingest");
        consuming = new BrokerLink(config.broker(), "store");
        database = new Database(DatabaseLimits.settings(config));
        controlStore = new ControlStore(database, waypoints);
        frames = new FrameStore(database);
        LedgerStore ledgerStore = new LedgerStore(database);
        FrameCodec codec = new FrameCodec(EventReader.trusting(EventLimits.DEFAULT));

        InstanceBeat self = new InstanceBeat(
                UUID.randomUUID(),
                ProcessHandle.current().pid() + "@" + config.environment(),
                roles.stream().map(Role::id).collect(Collectors.toSet()),
                Instant.now(),
                Instant.now(),
                Set.of(),
                0);
        TapStore tapStore = new TapStore(database, waypoints);
        journal = new Journal(new JournalStore(database), self.id());
        lanes = new Lanes(publishing, IngestLimits.DEFAULT, meters, journal::add);
        rush = new Rush(lanes);
        consumers = new Consumers(consuming, codec, frames, meters);
        fleet = new Fleet(controlStore, tapStore, new InstanceStore(database), lanes, consumers, self, onAct);
        admin = new BrokerAdmin(config.broker());
        objects = new QueueObjects(publishing);
        DefinitionStore definitionStore = new DefinitionStore(database);
        auditor = new Auditor(ledgerStore, admin, BROKER_SAMPLE_AGE);
        ledger = new LedgerKeeper(journal, ledgerStore, auditor);
        topology = new TopologyWatch(
                fleet,
                admin,
                objects,
                definitionStore,
                config.queues().auditEvery(),
                config.queues().maxBytes(),
                inboxCare(config));
        removals = new QueueRemovals(fleet, definitionStore, objects, admin, ledgerStore, journal, auditor);
        limitPulse = new LimitPulse(lanes.limits(), topology, objects, admin);
        watch = new QueueWatch(fleet, auditor, lanes.limits(), topology);
        purges = new Purges(config, database, fleet, ledgerStore, journal, consuming, codec, meters);
        control = new ControlService(
                fleet,
                watch,
                controlStore,
                ledger,
                purges,
                new QueueDefinitions(fleet, definitionStore, objects, removals, topology));
        operators = new OperatorParts(
                config,
                database,
                controlStore,
                tapStore,
                fleet,
                control,
                auditor,
                publishing,
                consuming,
                codec,
                meters);
        admission = new Admission(publishing, disk, fleet::known);
        ingest = new IngestService(IngestLimits.DEFAULT, lanes, fleet::routing, admission, meters);
        RejectionStore rejectionStore = new RejectionStore(database);
        rejections = new Rejections(rejectionStore, meters);
        door = inboxCare(config) == InboxCare.MEND
                ? Optional.of(new AmqpDoor(
                        config.broker(), lanes, fleet::routing, admission, rejections, topology::note, meters))
                : Optional.empty();
        search = new SearchService(database, InstantSource.system());
        savedSearches = new SavedSearches(database, InstantSource.system());
        membership = new Membership(config, adminToken, database, DatabaseLimits.settings(config), fleet);
        rejectionActs = new RejectionActs(rejectionStore, ingest, fleet);

        conflicts = new ConflictStore(database);
        life = new DataLife(config, database, disk, fleet, watch, onAct, meters, search, publishing, admin);
        alarms = new AlarmRoom(config, database, control, operators.broker().desk(), publishing, onAct, meters)
                .register(health);
        health.register("broker", () -> LinkChecks.broker(publishing));
        health.register("database", () -> LinkChecks.database(database));
        health.register("ledger", auditor::check);
        health.register("disk", disk::check);
        door.ifPresent(d -> health.register("inbox", d::check));
        health.register("conflicts", meters::conflictCheck);
        history = new HistoryParts(config, database, self, meters, health, auditor);
        life.register(health);
        operators.register(health);
        health.register("topology", topology::check);
        health.register("queues", watch::check);
        publishing.onDamage(topology::note);
        consuming.onDamage(topology::note);
    }

    private static InboxCare inboxCare(ServerConfig config) {
        if (!config.amqpIngest()) {
            return InboxCare.NONE;
        }
        return config.roles().contains(Role.INGEST) ? InboxCare.MEND : InboxCare.COMPARE;
    }

    void start() {
        publishing.start();
        consuming.start();
        door.ifPresent(AmqpDoor::start);
        pulses.add(Pulse.start("database", OPEN_EVERY, database::open));
        pulses.add(Pulse.start("confirms", CONFIRMS_EVERY, () -> lanes.expire(IngestLimits.DEFAULT.deadline())));
        pulses.add(Pulse.start("journal", JOURNAL_EVERY, () -> whenAvailable(journal::flush)));
        pulses.add(Pulse.start("fleet", FLEET_EVERY, () -> whenAvailable(fleet::sync)));
        pulses.add(Pulse.start("keys", KEYS_EVERY, membership.keys()::sync));
        pulses.add(Pulse.start("key uses", KEY_USES_EVERY, () -> whenAvailable(membership.keys()::noteUses)));
        pulses.add(Pulse.start("rejections", SLOW_EVERY, () -> whenAvailable(rejections::flush)));
        if (roles.contains(Role.STORE)) {
            pulses.add(Pulse.start("conflicts", CONFLICTS_EVERY, () -> whenAvailable(conflicts::trim)));
        }
        pulses.addAll(life.start(this::whenAvailable));
        pulses.addAll(operators.start(this::whenAvailable));
        pulses.addAll(history.start(this::whenAvailable));
        pulses.add(Pulse.start("topology", LIMITS_EVERY, () -> whenAvailable(topology::tick)));
        pulses.add(Pulse.start("purges", SLOW_EVERY, () -> whenAvailable(purges::step)));
        pulses.add(Pulse.start("removals", SLOW_EVERY, () -> whenAvailable(removals::step)));
        pulses.add(Pulse.start("limits", LIMITS_EVERY, limitPulse::beat));
        pulses.add(Pulse.start("rush", RUSH_EVERY, () -> consumers.rush(rush.since(System.nanoTime()))));
        alarms.start(this::whenAvailable);
        pulses.add(Pulse.start("auditor", SLOW_EVERY, () -> whenAvailable(this::audit)));
    }

    private void whenAvailable(Runnable step) {
        if (database.available()) {
            step.run();
        }
    }

    private void audit() {
        if (roles.contains(Role.STORE)) {
            frames.fold();
        }
        auditor.tick();
        watch.tick();
    }

    /// true when this instance knows its queues and keys and reaches the broker
    boolean ready() {
        return fleet.known() && membership.keyring().known() && publishing.up();
    }

    PipelineMeters meters() {
        return meters;
    }

    HealthChecks health() {
        return health;
    }

    IngestService ingest() {
        return ingest;
    }

    SavedSearches savedSearches() {
        return savedSearches;
    }

    SearchService search() {
        return search;
    }

    ControlService control() {
        return control;
    }

    Membership membership() {
        return membership;
    }

    Rejections rejections() {
        return rejections;
    }

    RejectionActs rejectionActs() {
        return rejectionActs;
    }

    ConflictPages conflicts() {
        return new ConflictPages(conflicts);
    }

    Fleet fleet() {
        return fleet;
    }

    OperatorParts operators() {
        return operators;
    }

    AlarmRoom alarms() {
        return alarms;
    }

    History history() {
        return history.history();
    }

    DataLife life() {
        return life;
    }

    LedgerKeeper ledger() {
        return ledger;
    }

    /// takes nothing new in from here on
    void refuseIngest() {
        admission.close();
        if (!publishing.up() || publishing.blocked() != null) {
            // no confirm will come, and nobody is to wait for one until the end
            lanes.expire(Duration.ZERO);
        }
    }

    /// Finishes what is under way: confirms, deliveries, purges, the journal.
    @Override
    public void close() {
        refuseIngest();
        door.ifPresent(AmqpDoor::close);
        alarms.close();
        lanes.close();
        purges.close();
        life.close();
        consumers.close();
        pulses.forEach(Pulse::close);
        history.close();
        operators.close();
        farewell();
        publishing.close();
        consuming.close();
        membership.close();
        controlStore.close();
        database.close();
        disk.close();
    }

    private void farewell() {
        if (database.available()) {
            Pulse.once("the last journal entry", () -> {
                journal.flush();
                fleet.leave();
            });
            Pulse.once("the last rejections", rejections::flush);
            history.farewell();
        }
    }
}
