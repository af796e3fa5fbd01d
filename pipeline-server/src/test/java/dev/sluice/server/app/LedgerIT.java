package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerIT {
    private final RunningPipeline running = new RunningPipeline();
    private final TestServers servers = running.servers;
    private final Pipeline pipeline = running.pipeline;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void accountsForEventsDuplicatesAndDeadLetters() {
        send(0, 700);
        send(600, 800);
        Ledger ledger = settled(900);
        assertEquals(900, ledger.accepted());
        assertEquals(800, ledger.stored());
        assertEquals(100, ledger.duplicate());
        assertEquals(0, ledger.unexplained());
    }

    @Test
    void explainsNoFrameThatWasAckedBehindTheServersBack() throws Exception {
        pause();
        send(0, 10);
        send(10, 13);
        assertEquals(13, ledger().inFlight());
        try (Connection connection = servers.broker().connect();
                Channel channel = connection.createChannel()) {
            assertNotNull(channel.basicGet("sluice.default", true));
        }
        pipeline.control().resume("default", OPERATOR);
        Ledger ledger = Eventually.eventually(
                DEADLINE, this::ledger, l -> l.unexplained() == 10, "the acked frame's events are unexplained");
        assertEquals(13, ledger.accepted());
        assertEquals(3, ledger.stored());
        assertEquals(0, ledger.inFlight());
        Eventually.eventually(DEADLINE, () -> pipeline.health().report().state() == HealthState.RED, "health is red");
    }

    @Test
    void movesNoNumberWhenAFrameIsPublishedTwice() throws Exception {
        pause();
        send(0, 25);
        try (Connection connection = servers.broker().connect();
                Channel channel = connection.createChannel()) {
            GetResponse frame = channel.basicGet("sluice.default", false);
            channel.basicPublish("sluice.events", "default", frame.getProps(), frame.getBody());
            channel.basicNack(frame.getEnvelope().getDeliveryTag(), false, true);
        }
        pipeline.control().resume("default", OPERATOR);
        Eventually.eventually(
                DEADLINE,
                () -> pipeline.meters().scrape().contains("sluice_frames_repeated_total{queue=\"default\"} 1.0"),
                "the second delivery is counted as repeated");
        Ledger ledger = settled(25);
        assertEquals(25, ledger.accepted());
        assertEquals(25, ledger.stored());
        assertEquals(0, ledger.duplicate());
        assertEquals(0, ledger.unexplained());
    }

    @Test
    void purgesWhatWasPlannedAndNothingThatCameLater() {
        pause();
        send(0, 40);
        Eventually.eventually(
                DEADLINE, () -> queue().depth().messages() == 1, "the broker counts the frame that waits");
        PurgePlan plan = pipeline.control().plan("default", OPERATOR);
        assertEquals(40, plan.count());
        assertEquals(5, plan.samples().size());
        send(40, 50);
        pipeline.control().purge("default", new PurgeRequest(plan.plan(), "test data"), OPERATOR);
        Purge purge = Eventually.eventually(
                DEADLINE,
                () -> pipeline.control().purge("default", plan.plan()),
                p -> !p.state().equals(Purge.RUNNING),
                "the purge ends");
        assertEquals(Purge.DONE, purge.state());
        assertEquals(40, purge.purged());
        pipeline.control().resume("default", OPERATOR);
        Ledger ledger = settled(50);
        assertEquals(40, ledger.purged());
        assertEquals(10, ledger.stored());
        assertEquals(0, ledger.unexplained());
        Eventually.eventually(
                DEADLINE,
                () -> pipeline.control().audits(10, null).items(),
                acts -> acts.stream().anyMatch(act -> act.act().equals("purge")),
                "the purge is in the audit, which it reaches just after its end shows");
    }

    @Test
    void keepsWhatIsNoFrameAsADeadLetterOutsideTheAccount() throws Exception {
        send(0, 1);
        try (Connection connection = servers.broker().connect();
                Channel channel = connection.createChannel()) {
            channel.basicPublish("sluice.events", "default", null, "junk".getBytes(UTF_8));
        }
        Eventually.eventually(
                DEADLINE,
                () -> pipeline.life()
                                .deadLetters()
                                .page("default", null, null, 10, null)
                                .items()
                                .size()
                        == 1,
                "the junk is a dead letter");
        assertEquals(0, settled(1).deadLettered());
    }

    private void pause() {
        pipeline.control().pause("default", new PauseRequest("test", null), OPERATOR);
        Eventually.eventually(
                DEADLINE,
                () -> {
                    QueueState.Pause pause = queue().pause();
                    return pause != null && pause.state().equals(QueueState.Pause.PAUSED);
                },
                "the queue is paused");
    }

    private QueueState queue() {
        return pipeline.control().queue("default");
    }

    private void send(int from, int to) {
        assertEquals(to - from, running.send(from, to).accepted());
    }

    private Ledger ledger() {
        return running.ledger();
    }

    private Ledger settled(long accepted) {
        return running.settled(accepted);
    }
}
