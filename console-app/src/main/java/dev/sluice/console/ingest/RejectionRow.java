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

    /// What was refused: one event of a request, all of it, or a message.
    String what() {
        Long index = rejection.index();
        return rejection.overAmqp()
                ? "The message"
                : index == null ? "The whole request" : "Event " + Numbers.grouped(index + 1);
    }

    /// When it came, from whom, and how much of it, in one line.
    String origin() {
        String request = rejection.requestId().isEmpty() ? "" : " · request " + rejection.requestId();
        String message = rejection.requestId().isEmpty() ? "" : " · message " + rejection.requestId();
        return Times.full(rejection.at()) + " UTC · "
                + (rejection.overAmqp()
                        ? "over AMQP" + (key.equals(KeptRejection.AMQP) ? "" : " · user " + key)
                        : "key " + key + " · " + rejection.address())
                + " · " + Numbers.grouped(rejection.bytes()) + " bytes"
                + (rejection.overAmqp() ? message : request);
    }

    /// What comes by itself again is amber, what needs somebody is red.
    static Tone tone(String code) {
        return code.equals("rate-limited") ? Tone.WARNING : Tone.DANGER;
    }
}
