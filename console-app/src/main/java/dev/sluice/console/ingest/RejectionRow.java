package dev.sluice.console.ingest;

import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.rejection.KeptRejection;

/// One line of the table.
///
/// @param rejection what it was made from
record RejectionRow(
        String time,
        String code,
        Tone tone,
        String source,
        String type,
        String key,
        String detail,
        KeptRejection rejection) {

    static RejectionRow of(KeptRejection rejection) {
        boolean sent = rejection.resubmittedAt() != null;
        return new RejectionRow(
                Times.second(rejection.at()),
                sent ? "sent again" : rejection.code(),
                sent ? Tone.SUCCESS : tone(rejection.code()),
                rejection.source() == null ? Numbers.NONE : rejection.source(),
                rejection.type() == null ? Numbers.NONE : rejection.type(),
                rejection.key(),
                rejection.detail(),
                rejection);
    }

    String id() {
        return rejection.id();
    }

    /// What comes by itself again is amber, what needs somebody is red.
    private static Tone tone(String code) {
        return code.equals("rate-limited") ? Tone.WARNING : Tone.DANGER;
    }
}
