package dev.sluice.console.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Permits;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.SessionState;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

class BrokerFxTest {
    private final FakeBroker broker = FakeBroker.sample();
    private final ManualTicker ticker = new ManualTicker(FakeBroker.NOW);
    private final Permits permits = new Permits();
    private final List<String> opened = new ArrayList<>();

    private FxWindow open(Appearance appearance) {
        FxWindow window = FxWindow.open(appearance, 1096, 730, () -> {
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, ticker);
            BrokerScreen screen =
                    new BrokerScreen(broker, new ImmediateTaskRunner(), ticker, overlay, overlay, permits, opened::add);
            place.getChildren().add(screen.root());
            ((Region) screen.root()).setMinSize(0, 0);
            screen.activate();
            return overlay;
        });
        window.run(() -> window.find(BrokerIds.TABLE, TableView.class).requestFocus());
        return window;
    }

    private static List<String> names(FxWindow window) {
        return window.get(() -> {
            TableView<?> table = window.find(BrokerIds.TABLE, TableView.class);
            return table.getItems().stream()
                    .map(row -> ((BrokerRow) row).name())
                    .toList();
        });
    }

    private static String chosen(FxWindow window) {
        return window.get(() -> {
            Object row = window.find(BrokerIds.TABLE, TableView.class)
                    .getSelectionModel()
                    .getSelectedItem();
            return row == null ? "" : ((BrokerRow) row).name();
        });
    }

    private static boolean disabled(FxWindow window, String id) {
        return window.get(() -> window.find(id, Button.class).isDisabled());
    }

    private static String text(FxWindow window, String id) {
        return window.get(() -> window.find(id, Node.class).lookupAll(".label").stream()
                .map(node -> ((Labeled) node).getText())
                .collect(Collectors.joining("\n")));
    }

    private static String error(FxWindow window) {
        return window.get(() -> window.find(BrokerIds.DIALOG_ERROR, Label.class).getText());
    }

    private static void pictures(FxWindow window, String name) {
        window.screenshot(name + "-dark");
        window.run(() -> window.theme().show(Appearance.LIGHT));
        window.screenshot(name + "-light");
    }

    private static void rules(FxWindow window) {
        assertEquals(List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
    }

    @Test
    void showsNodesQueuesAndTheChosenOneWithWhatCannotBeDone() {
        broker.alarms = List.of("Memory alarm: 1 GiB used, limit 1 GiB. The broker takes nothing in until it falls.");
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.HOME);
            pictures(window, "broker");
            assertEquals("billing.invoices", chosen(window));
            assertTrue(text(window, BrokerIds.BANNER).contains("Memory alarm"));
            String detail = text(window, BrokerIds.DETAIL);
            for (String part : List.of("2 bindings", "order.#", "prefetch 250", "message-ttl", "x-max-length-bytes")) {
                assertTrue(detail.contains(part), detail);
            }
            assertTrue(detail.contains("Pausing takes the consumers away"), detail);
            assertTrue(detail.contains("what is removed here is gone"), detail);
            assertTrue(disabled(window, BrokerIds.PAUSE));
            assertTrue(disabled(window, BrokerIds.UNDO));
            assertFalse(disabled(window, BrokerIds.PURGE));
            rules(window);
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(BrokerIds.DETAIL));
        }
    }

    @Test
    void updatesFiguresEachSecondInPlaceAndTakesTheOrderAnewAfterFive() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.HOME);
            window.press(KeyCode.DOWN);
            assertEquals("shop/orders eu", chosen(window));
            List<String> before = names(window);
            window.run(() -> {
                broker.fill(1, 999_999);
                broker.add("/", "brand.new", "classic", 500_000, 0, 0, 0, 0, false);
                ticker.advance(BrokerViewModel.EVERY);
            });
            assertEquals(before, names(window).subList(0, before.size()), "nothing changes its place");
            assertEquals("brand.new", names(window).getLast());
            assertTrue(text(window, BrokerIds.DETAIL).contains("999,999"), "the chosen one follows");
            window.run(() -> ticker.advance(BrokerViewModel.ORDER_EVERY));
            assertEquals(
                    List.of("shop/orders eu", "brand.new", "billing.invoices"),
                    names(window).subList(0, 3));
            assertEquals("shop/orders eu", chosen(window), "it is still the chosen one");
        }
    }

    @Test
    void filtersSortsAndCopiesTheLineByKeyboardAlone() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.SLASH);
            window.write("mail");
            assertEquals(List.of("mail.out", "mail.retry"), names(window));
            window.press(KeyCode.TAB);
            window.press(KeyCode.TAB);
            window.press(KeyCode.RIGHT);
            assertEquals("null|mail|name", broker.asked.getLast());
            window.click(BrokerIds.COPY);
            assertEquals("./sluice broker queues 'mail' --sort name", window.get(() -> Clipboard.getSystemClipboard()
                    .getString()));
            window.press(KeyCode.SLASH);
            window.write("zzz");
            assertTrue(window.shows(BrokerIds.STATE + "-empty"));
            window.press(KeyCode.ESCAPE);
            assertEquals(6, names(window).size());
        }
    }

    @Test
    void purgesAfterAReasonAndTheNameByKeyboardAlone() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.HOME);
            window.press(KeyCode.SHIFT, KeyCode.P);
            assertTrue(window.shows(BrokerIds.DIALOG));
            window.write("test data");
            assertTrue(disabled(window, BrokerIds.DIALOG_CONFIRM));
            window.press(KeyCode.TAB);
            window.write("billing.invoices");
            assertFalse(disabled(window, BrokerIds.DIALOG_CONFIRM));
            pictures(window, "broker-purge");
            rules(window);
            assertEquals(
                    "Purge ≈ 117,954 messages", window.get(() -> window.find(BrokerIds.DIALOG_CONFIRM, Button.class)
                            .getText()));
            window.press(KeyCode.ENTER);
            assertFalse(window.shows(BrokerIds.DIALOG));
            assertEquals(List.of("purge billing.invoices test data"), broker.runs);
            assertTrue(text(window, "notices").contains("cannot be undone"));
        }
    }

    @Test
    void tellsInTheDialogWhenTheBrokerRefusesAndLooksAgainOnDemand() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.HOME);
            window.press(KeyCode.DELETE);
            window.write("r");
            window.press(KeyCode.TAB);
            window.write("billing.invoices");
            broker.refusal = FakeBroker.problem(ErrorCode.BROKER_REFUSED, "The broker says no.");
            window.press(KeyCode.ENTER);
            assertTrue(error(window).contains("The broker says no."));
            broker.refusal = new UnreachableException(UnreachableException.Kind.CUT_OFF, "The answer broke off.", null);
            window.press(KeyCode.ENTER);
            assertTrue(error(window).contains("does nothing twice"));
            broker.refusal = FakeBroker.problem(ErrorCode.PLAN_STALE, "9 messages were in queue; make a new plan.");
            broker.fill(0, 7_000);
            window.press(KeyCode.ENTER);
            assertTrue(error(window).contains("9 messages were in queue"));
            assertTrue(text(window, BrokerIds.DIALOG).contains("looked at again"));
            assertTrue(disabled(window, BrokerIds.DIALOG_CONFIRM), "the name is asked for once more");
            window.screenshot("broker-stale-plan-dark");
            broker.refusal = null;
            window.write("billing.invoices");
            window.press(KeyCode.ENTER);
            assertEquals(List.of("delete billing.invoices r"), broker.runs);
            assertFalse(names(window).contains("billing.invoices"));
        }
    }

    @Test
    void keepsItsHandsOffSluicesOwnQueues() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.HOME);
            window.press(KeyCode.DOWN);
            window.press(KeyCode.DOWN);
            assertEquals("sluice.default", chosen(window));
            assertTrue(disabled(window, BrokerIds.PURGE));
            window.press(KeyCode.SHIFT, KeyCode.P);
            assertFalse(window.shows(BrokerIds.DIALOG));
            assertTrue(text(window, "notices").contains("the screen Queues"));
            window.screenshot("broker-own-dark");
            window.click(BrokerIds.OPEN);
            assertEquals(List.of("default"), opened);
            window.run(() -> window.find(BrokerIds.TABLE, TableView.class).requestFocus());
            window.press(KeyCode.UP);
            assertFalse(window.shows(BrokerIds.OPEN), "a foreign one is in no other screen");
        }
    }

    @Test
    void holdsAViewerBackWithTheReason() {
        permits.show(new SessionState(
                "anna",
                SessionState.SESSION,
                AccessRole.VIEWER,
                null,
                List.of(new Permission(
                        Acts.PURGE_FOREIGN,
                        "Removes what waits",
                        AccessRole.ADMIN,
                        false,
                        "This needs the role admin; anna has the role viewer."))));
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.HOME);
            assertTrue(disabled(window, BrokerIds.PURGE));
            window.press(KeyCode.SHIFT, KeyCode.P);
            assertFalse(window.shows(BrokerIds.DIALOG));
            assertTrue(text(window, "notices").contains("needs the role admin"));
        }
    }

    @Test
    void saysWhatAnAccountForMonitoringCannotDo() {
        broker.state = BrokerOverview.LIMITED;
        broker.noActs =
                "The account sluice of SLUICE_AMQP_MANAGEMENT_URL is tagged monitoring and nothing else, so Sluice"
                        + " only looks with it.";
        broker.detail = broker.noActs;
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.HOME);
            pictures(window, "broker-limited");
            assertTrue(text(window, BrokerIds.BANNER).contains("tagged monitoring"));
            assertTrue(disabled(window, BrokerIds.PURGE));
            assertTrue(disabled(window, BrokerIds.DELETE));
            assertTrue(text(window, BrokerIds.DETAIL).contains("only looks with it"));
        }
    }

    @Test
    void saysWhatToDoWithoutAManagementApi() {
        String why =
                "The management API was asked at http://broker:15672/api: nothing listens there. Enable the plugin on"
                        + " the broker (rabbitmq-plugins enable rabbitmq_management), or mend SLUICE_AMQP_MANAGEMENT_URL.";
        broker.failure = FakeBroker.problem(ErrorCode.MANAGEMENT_UNAVAILABLE, why);
        broker.state = BrokerOverview.UNAVAILABLE;
        broker.detail = why;
        try (FxWindow window = open(Appearance.DARK)) {
            pictures(window, "broker-unavailable");
            assertTrue(window.shows(BrokerIds.STATE + "-error"));
            assertTrue(text(window, BrokerIds.STATE + "-error").contains("rabbitmq-plugins enable"));
            rules(window);
            broker.failure = null;
            broker.state = BrokerOverview.OK;
            broker.detail = null;
            window.run(() -> ticker.advance(BrokerViewModel.EVERY));
            assertEquals(6, names(window).size(), "it comes back by itself");
            broker.failure = FakeBroker.problem(ErrorCode.MANAGEMENT_UNAVAILABLE, why);
            window.run(() -> ticker.advance(BrokerViewModel.EVERY));
            assertTrue(window.shows(BrokerIds.STATE + "-stale"), "what was known stays, greyed");
        }
    }

    @Test
    void listsConnectionsAndTheChannelsOfTheChosenOne() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.click(BrokerIds.TAB + "-connections");
            window.run(() -> window.find(BrokerIds.LINKS_TABLE, TableView.class).requestFocus());
            window.press(KeyCode.HOME);
            window.press(KeyCode.DOWN);
            pictures(window, "broker-connections");
            assertTrue(window.shows(BrokerIds.CHANNELS));
            assertEquals(2, (int) window.get(() -> window.find(BrokerIds.CHANNELS_TABLE, TableView.class)
                    .getItems()
                    .size()));
            rules(window);
            window.press(KeyCode.SLASH);
            window.write("invoice");
            assertEquals(1, (int) window.get(() -> window.find(BrokerIds.LINKS_TABLE, TableView.class)
                    .getItems()
                    .size()));
            window.click(BrokerIds.LINKS_COPY);
            assertEquals("./sluice broker connections 'invoice'", window.get(() -> Clipboard.getSystemClipboard()
                    .getString()));
        }
    }
}
