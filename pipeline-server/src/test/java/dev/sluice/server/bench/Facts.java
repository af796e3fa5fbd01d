package dev.sluice.server.bench;

import com.rabbitmq.http.client.domain.QueueInfo;
import dev.sluice.server.queue.QueueTopology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a reader must know to trust the figures: the commit, the machine, and how durable everything was.
final class Facts {
    private static final String SETTINGS = """
            select name || '=' || setting || coalesce(unit, '') from pg_settings where name in ('fsync', 'synchronous_commit',
            'full_page_writes', 'wal_level', 'wal_sync_method', 'wal_compression', 'shared_buffers', 'max_wal_size',
            'checkpoint_timeout', 'commit_delay', 'server_version') order by name""";
    private static final String ROLE_SETTINGS = "select unnest(setconfig) from pg_db_role_setting";

    private Facts() {}

    /// Name to value, in the order they are printed.
    ///
    /// @param options as they are to be shown, without secrets
    static Map<String, Object> gather(Servers servers, Record options, Connection admin) throws Exception {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("commit", servers.commit());
        facts.put("cpus", Runtime.getRuntime().availableProcessors());
        facts.put("loadBefore", Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        facts.put("java", Runtime.version().toString());
        facts.put("serverJvm", serverFlags(servers.serverProcesses().getFirst()));
        facts.put("serverSettings", serverSettings());
        facts.put("database", StoredTable.texts(admin, SETTINGS));
        facts.put("databaseRoleSettings", StoredTable.texts(admin, ROLE_SETTINGS));
        QueueInfo queue = BareConfirm.queue(QueueTopology.objectName("default"), servers);
        facts.put(
                "queue",
                Map.of(
                        "name",
                        queue.getName(),
                        "durable",
                        queue.isDurable(),
                        "arguments",
                        new TreeMap<>(queue.getArguments())));
        facts.put("confirms", "every message persistent, mandatory, confirmed");
        facts.put("options", options);
        return facts;
    }

    /// What the JVM was started with, up to the class path.
    private static List<String> serverFlags(long pid) throws Exception {
        return Arrays.stream(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                        .split("\0"))
                .skip(1)
                .takeWhile(word -> !word.equals("-cp"))
                .toList();
    }

    /// Settings of the server that the caller's environment changed, without secrets.
    private static Map<String, String> serverSettings() {
        Map<String, String> settings = new TreeMap<>(System.getenv());
        settings.keySet()
                .removeIf(name -> !name.startsWith("SLUICE_") || name.contains("TOKEN") || name.contains("PASSWORD"));
        return settings;
    }
}
