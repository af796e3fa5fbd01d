/// The control room of Sluice: a JavaFX console and a command line client, both over HTTP.
@org.jspecify.annotations.NullMarked
module dev.sluice.console {
    requires static org.jspecify;
    requires dev.sluice.model;
    requires java.net.http;
    requires javafx.controls;
    requires org.controlsfx.controls;
    requires atlantafx.base;
    requires org.kordamp.ikonli.core;
    requires org.kordamp.ikonli.javafx;
    requires org.kordamp.ikonli.feather;
    requires info.picocli;
    requires org.slf4j;

    // picocli fills in the options of the commands
    opens dev.sluice.console.command to
            info.picocli;

    // JavaFX makes the application
    exports dev.sluice.console.app to
            javafx.graphics;
}
