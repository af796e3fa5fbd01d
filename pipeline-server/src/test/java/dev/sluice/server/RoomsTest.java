package dev.sluice.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.ConnectionFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/// Holds the table of rooms: who may use whom. docs/architecture.md shows the same table to people.
class RoomsTest {
    private static final String BASE = "dev.sluice.server.";
    private static final int MAX_LINES = 400;

    /// Room to rooms it may use; every room may also use `config` and `telemetry`.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("config", Set.of()),
            Map.entry("telemetry", Set.of()),
            Map.entry("tls", Set.of()),
            Map.entry("frame", Set.of()),
            Map.entry("queue", Set.of("frame", "tls")),
            Map.entry("store", Set.of("frame")),
            Map.entry("live", Set.of()),
            Map.entry("history", Set.of("store")),
            Map.entry("access", Set.of("store")),
            Map.entry("ingest", Set.of("frame", "queue")),
            Map.entry("consume", Set.of("frame", "queue", "store")),
            Map.entry("ledger", Set.of("frame", "queue", "store")),
            Map.entry("search", Set.of("store")),
            Map.entry("control", Set.of("frame", "queue", "store", "access", "consume", "ingest", "ledger")),
            Map.entry("replay", Set.of("frame", "queue", "store", "search", "ingest", "control")),
            Map.entry("alarm", Set.of("store", "control")),
            Map.entry(
                    "http",
                    Set.of("access", "ingest", "search", "live", "history", "control", "replay", "tls", "alarm")));

    /// Library packages to the rooms they may be used in.
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("com.rabbitmq..", Set.of("queue")),
            Map.entry("org.hibernate..", Set.of("store")),
            Map.entry("jakarta.persistence..", Set.of("store")),
            Map.entry("java.sql..", Set.of("store")),
            Map.entry("javax.sql..", Set.of("store")),
            Map.entry("com.zaxxer..", Set.of("store")),
            Map.entry("org.flywaydb..", Set.of("store")),
            Map.entry("org.eclipse.jetty..", Set.of("http")),
            Map.entry("org.bouncycastle..", Set.of("access")),
            Map.entry("io.micrometer..", Set.of("telemetry")),
            Map.entry("org.HdrHistogram..", Set.of("telemetry")));

    /// Supervised loops that pace themselves, on a thread of their own that an interrupt ends.
    private static final Set<String> PACED =
            Set.of("dev.sluice.server.consume.DeliverySettler", "dev.sluice.server.queue.BrokerLink");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.server");

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(BASE) ? name.substring(BASE.length()).split("\\.")[0] : "";
    }

    @Test
    void roomsUseOnlyWhomTheTableNames() {
        Set<String> crossings = new TreeSet<>();
        CLASSES.forEach(type -> type.getDirectDependenciesFromSelf().forEach(dependency -> {
            String from = room(type);
            String to = room(dependency.getTargetClass().getBaseComponentType());
            boolean allowed = to.isEmpty()
                    || from.equals(to)
                    || from.equals("app")
                    || to.equals("config")
                    || to.equals("telemetry") && !from.equals("config")
                    || MAY_USE.getOrDefault(from, Set.of()).contains(to);
            if (!allowed) {
                crossings.add(from + " -> " + to + ": " + type.getSimpleName() + " uses "
                        + dependency.getTargetClass().getSimpleName());
            }
        }));
        assertEquals(Set.of(), crossings);
    }

    @Test
    void everyRoomIsInTheTable() {
        Set<String> rooms = new TreeSet<>();
        CLASSES.forEach(type -> rooms.add(room(type)));
        rooms.removeAll(MAY_USE.keySet());
        rooms.removeAll(Set.of("app", ""));
        assertEquals(Set.of(), rooms);
    }

    @Test
    void noRoomsFormACircle() {
        slices().matching("dev.sluice.server.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void librariesStayInTheirRooms() {
        LIBRARIES.forEach((library, rooms) -> {
            String[] allowed = rooms.stream().map(room -> BASE + room + "..").toArray(String[]::new);
            noClasses()
                    .that()
                    .resideOutsideOfPackages(allowed)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        });
    }

    /// `useSslProtocol()` of the RabbitMQ client trusts whoever answers, unless it is given a context.
    @Test
    void nobodyTrustsWhoeverAnswers() {
        noClasses()
                .should()
                .callMethod(ConnectionFactory.class, "useSslProtocol")
                .orShould()
                .callMethod(ConnectionFactory.class, "useSslProtocol", String.class)
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("TrustEverythingTrustManager")
                .orShould()
                .implement(X509TrustManager.class)
                .orShould()
                .implement(HostnameVerifier.class)
                .check(CLASSES);
    }

    @Test
    void nobodyPrintsOrSleepsButPacedLoops() {
        Set<String> calls = new TreeSet<>();
        CLASSES.forEach(type -> {
            type.getMethodCallsFromSelf().forEach(call -> {
                String target = call.getTargetOwner().getName() + "." + call.getName();
                boolean sleeps = target.equals("java.lang.Thread.sleep") && !PACED.contains(type.getName());
                if (sleeps || call.getName().equals("printStackTrace")) {
                    calls.add(type.getName() + " calls " + target);
                }
            });
            type.getFieldAccessesFromSelf().forEach(access -> {
                boolean console = access.getTargetOwner().getName().equals("java.lang.System");
                // The composition root speaks to whoever started the program.
                if (console && !room(type).equals("app")) {
                    calls.add(type.getName() + " uses System." + access.getName());
                }
            });
        });
        assertEquals(Set.of(), calls);
    }

    @Test
    void noFileIsLongerThanTheCap() throws IOException {
        Map<String, Long> tooLong = new TreeMap<>();
        for (Path root : List.of(Path.of("src/main/java"), Path.of("src/test/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    try (Stream<String> lines = Files.lines(file)) {
                        long count = lines.count();
                        if (count > MAX_LINES) {
                            tooLong.put(file.toString(), count);
                        }
                    }
                }
            }
        }
        assertEquals(Map.of(), tooLong);
    }

    @Test
    void everyRoomSaysWhatItIsFor() {
        Set<String> silent = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            Path info =
                    Path.of("src/main/java", type.getPackageName().split("\\.")).resolve("package-info.java");
            if (!Files.exists(info)) {
                silent.add(type.getPackageName());
            }
        }
        assertEquals(Set.of(), silent);
        assertTrue(CLASSES.size() > 10, "the classes were found");
    }
}
