package dev.sluice.console.ingest;

import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.rejection.RejectionRate;
import java.util.Locale;

/// How often something is refused, as it is shown.
///
/// @param source empty where it is not known
record RateRow(String code, Tone tone, String source, String figures) {
    static RateRow of(RejectionRate rate) {
        return new RateRow(
                rate.code(),
                RejectionRow.tone(rate.code()),
                rate.source() == null ? "" : rate.source(),
                "%s in the last hour · %s a minute"
                        .formatted(
                                Numbers.grouped(rate.lastHour()),
                                String.format(Locale.ROOT, "%.1f", rate.perMinute())));
    }
}
