package dev.sluice.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.application.Platform;
import javafx.scene.Node;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the table of rooms: which packages of the console may use which.
class RoomsTest {
    private static final String BASE = "dev.sluice.console.";
    private static final Set<String> FEATURE = Set.of("access", "client", "feed", "task", "theme", "widget");

    /// Room and the rooms it may use. Every package of the console is a row.
    private static final Map<String, Set<String>> ROOMS = new TreeMap<>(Map.ofEntries(
            Map.entry("client", Set.of()),
            Map.entry("command", Set.of("client")),
            Map.entry("task", Set.of()),
            Map.entry("theme", Set.of()),
            Map.entry("widget", Set.of("task", "theme")),
            Map.entry("feed", Set.of("client", "task", "widget")),
            Map.entry("access", Set.of("widget")),
            Map.entry("people", FEATURE),
            Map.entry("connect", Set.of("client", "task", "theme", "widget")),
            Map.entry("dashboard", FEATURE),
            Map.entry("queues", FEATURE),
            Map.entry("events", FEATURE),
            Map.entry("ingest", FEATURE),
            Map.entry("alarms", FEATURE),
            Map.entry("audit", FEATURE),
            Map.entry("deadletters", FEATURE),
            Map.entry("broker", FEATURE),
            Map.entry("replay", FEATURE),
            Map.entry(
                    "app",
                    Set.of(
                            "access",
                            "client",
                            "task",
                            "theme",
                            "widget",
                            "feed",
                            "connect",
                            "dashboard",
                            "queues",
                            "events",
                            "ingest",
                            "alarms",
                            "audit",
                            "broker",
                            "people",
                            "deadletters",
                            "replay"))));

    private static final JavaClasses CONSOLE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.console");

    @Test
    void everyRoomIsInTheTable() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass type : CONSOLE) {
            String room = type.getPackageName()
                    .substring(Math.min(BASE.length(), type.getPackageName().length()));
            if (!ROOMS.containsKey(room)) {
                unknown.add(room);
            }
        }
        assertEquals(Set.of(), unknown);
    }

    @TestFactory
    List<DynamicTest> roomsUseOnlyWhatTheTableAllows() {
        List<DynamicTest> tests = new ArrayList<>();
        ROOMS.forEach((room, allowed) -> {
            String[] closed = ROOMS.keySet().stream()
                    .filter(other -> !other.equals(room) && !allowed.contains(other))
                    .map(other -> BASE + other)
                    .toArray(String[]::new);
            tests.add(DynamicTest.dynamicTest(room + " stays away from " + Arrays.toString(closed), () -> noClasses()
                    .that()
                    .resideInAPackage(BASE + room)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(closed)
                    .allowEmptyShould(true)
                    .check(CONSOLE)));
        });
        return tests;
    }

    @Test
    void onlyFxThreadOpensTheDoorToTheFxThread() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.task\\.FxThread")
                .should()
                .accessClassesThat()
                .belongToAnyOf(Platform.class)
                .because("late results are dropped and updates throttled in one place")
                .check(CONSOLE);
    }

    @Test
    void viewModelsKnowNoNodes() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .or()
                .haveSimpleNameEndingWith("Row")
                .or()
                .resideInAnyPackage(BASE + "feed", BASE + "task", BASE + "client", BASE + "command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.controlsfx..")
                .because("they are tested without a toolkit")
                .check(CONSOLE);
    }

    @Test
    void clientAndCommandKnowNoJavaFx() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "client", BASE + "command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx..")
                .check(CONSOLE);
    }

    @Test
    void styleComesFromStylesheetsOnly() {
        noClasses().should().callMethod(Node.class, "setStyle", String.class).check(CONSOLE);
    }

    @Test
    void theConsoleNeverSeesTheServer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sluice.server..")
                .check(CONSOLE);
    }

    @Test
    void idsAreConstantsWithoutInstances() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Ids")
                .should()
                .haveOnlyPrivateConstructors()
                .check(CONSOLE);
    }

    @Test
    void nothingIsStaticAndMutable() {
        ArchRuleDefinition.fields().that().areStatic().should().beFinal().check(CONSOLE);
    }
}
