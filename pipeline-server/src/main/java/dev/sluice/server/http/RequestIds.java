package dev.sluice.server.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Makes the ids that tie an answer to the log.
final class RequestIds {
    private RequestIds() {}

    /// 16 hexadecimal digits
    static String next() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
