package dev.sluice.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// CPU time of groups of processes, children and ended children included, read from `/proc`.
final class ProcessCpu {
    // fields of /proc/PID/stat behind the name: state is 0, then parent; user and system time, and those of ended
    // children
    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int TIMES = 4;

    private final double ticksPerSecond;

    /// @param ticksPerSecond the unit of `/proc`, what `getconf CLK_TCK` says
    ProcessCpu(double ticksPerSecond) {
        this.ticksPerSecond = ticksPerSecond;
    }

    private record Process(long parent, long ticks) {}

    /// @param groups name to root processes
    /// @return name to seconds used so far; the sum of a group that ended is 0
    Map<String, Double> seconds(Map<String, List<Long>> groups) throws IOException {
        Map<Long, Process> processes = processes();
        Map<Long, List<Long>> children = new HashMap<>();
        processes.forEach((pid, process) ->
                children.computeIfAbsent(process.parent, _ -> new ArrayList<>()).add(pid));
        Map<String, Double> seconds = new HashMap<>();
        groups.forEach((name, roots) -> {
            long ticks = 0;
            Deque<Long> open = new ArrayDeque<>(roots);
            while (!open.isEmpty()) {
                long pid = open.pop();
                open.addAll(children.getOrDefault(pid, List.of()));
                ticks += processes.containsKey(pid) ? processes.get(pid).ticks : 0;
            }
            seconds.put(name, ticks / ticksPerSecond);
        });
        return seconds;
    }

    private static Map<Long, Process> processes() throws IOException {
        Map<Long, Process> processes = new HashMap<>();
        try (Stream<Path> folders = Files.list(Path.of("/proc"))) {
            for (Path folder : folders.toList()) {
                String name = folder.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit)) {
                    try {
                        processes.put(
                                Long.parseLong(name),
                                parse(Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1)));
                    } catch (IOException e) {
                        // it ended while we looked; its parent has its time
                        continue;
                    }
                }
            }
        }
        return processes;
    }

    private static Process parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = USER_TIME; i < USER_TIME + TIMES; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return new Process(Long.parseLong(fields[PARENT]), ticks);
    }

    /// @return resident memory of one process in MiB, 0 when it is gone
    static long memoryMiB(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
