package dev.sluice.console.alarms;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmPage;
import dev.sluice.model.alarm.AlarmRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the screen asks of the server. Blocks and fails with a client exception.
public interface AlarmControl {
    AlarmPage open() throws InterruptedException;

    AlarmPage closed() throws InterruptedException;

    Alarm acknowledge(String id, @Nullable String note) throws InterruptedException;

    List<AlarmRule> rules() throws InterruptedException;

    /// @param until null: the rule works again at once
    AlarmRule disable(String rule, @Nullable Instant until, @Nullable String reason) throws InterruptedException;

    static AlarmControl of(SluiceClient client) {
        return new AlarmControl() {
            private static final int PAGE = 200;

            @Override
            public AlarmPage open() throws InterruptedException {
                return client.alarms().open();
            }

            @Override
            public AlarmPage closed() throws InterruptedException {
                return client.alarms().closed(PAGE, null);
            }

            @Override
            public Alarm acknowledge(String id, @Nullable String note) throws InterruptedException {
                return client.alarms().acknowledge(id, note);
            }

            @Override
            public List<AlarmRule> rules() throws InterruptedException {
                return client.alarms().rules().items();
            }

            @Override
            public AlarmRule disable(String rule, @Nullable Instant until, @Nullable String reason)
                    throws InterruptedException {
                return client.alarms().disable(rule, until, reason);
            }
        };
    }
}
