/// The wire contract of Sluice: what producers, the pipeline server and the console say to each other.
@org.jspecify.annotations.NullMarked
module dev.sluice.model {
    requires static transitive org.jspecify;
    requires transitive com.fasterxml.jackson.annotation;
    requires transitive com.fasterxml.jackson.core;
    requires transitive com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jsr310;

    exports dev.sluice.model.access;
    exports dev.sluice.model.alarm;
    exports dev.sluice.model.audit;
    exports dev.sluice.model.broker;
    exports dev.sluice.model.conflict;
    exports dev.sluice.model.deadletter;
    exports dev.sluice.model.erasure;
    exports dev.sluice.model.error;
    exports dev.sluice.model.event;
    exports dev.sluice.model.fleet;
    exports dev.sluice.model.health;
    exports dev.sluice.model.ingest;
    exports dev.sluice.model.json;
    exports dev.sluice.model.ledger;
    exports dev.sluice.model.live;
    exports dev.sluice.model.queue;
    exports dev.sluice.model.rejection;
    exports dev.sluice.model.replay;
    exports dev.sluice.model.search;
    exports dev.sluice.model.storage;

    opens dev.sluice.model.access to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.alarm to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.audit to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.broker to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.conflict to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.deadletter to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.erasure to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.error to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.fleet to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.health to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.ingest to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.ledger to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.live to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.queue to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.rejection to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.replay to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.search to
            com.fasterxml.jackson.databind;
    opens dev.sluice.model.storage to
            com.fasterxml.jackson.databind;
}
