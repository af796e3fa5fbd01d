package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;

/// Writes dead letters.
final class DeadLetters {
    private static final int FINGERPRINT_BYTES = 8;

    private DeadLetters() {}

    /// An event that was redriven in this frame is linked to the letter it was before, so that loops show.
    static void insert(Connection connection, Collection<FrameTally> tallies) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into dead_letter (queue, incarnation, seq, bytes, code, detail, fingerprint, received_at, attempt,
                    previous)
                select ?, ?, ?, ?, ?, ?, ?, ?, coalesce(p.attempt, 0) + 1, p.id
                from (select) as one left join lateral (
                    select p.attempt, p.id from dead_letter p
                    where p.sent_incarnation = ? and p.sent_seq = ? and (p.edited or p.bytes = ?)
                        and not exists (select from dead_letter n where n.previous = p.id)
                    order by p.id limit 1) as p on true""")) {
            boolean any = false;
            for (FrameTally tally : tallies) {
                for (DeadEvent dead : tally.dead) {
                    FrameId id = tally.id();
                    insert.setString(1, tally.frame.queue());
                    insert.setLong(2, id.incarnation());
                    insert.setLong(3, id.seq());
                    reason(insert, 4, tally.frame.queue(), dead);
                    insert.setObject(8, tally.frame.receivedAt().atOffset(ZoneOffset.UTC));
                    insert.setLong(9, id.incarnation());
                    insert.setLong(10, id.seq());
                    insert.setBytes(11, dead.bytes());
                    insert.addBatch();
                    any = true;
                }
            }
            if (any) {
                insert.executeBatch();
            }
        }
    }

    static void insertForeign(Connection connection, String queue, DeadEvent dead) throws SQLException {
        MessageDigest digest = Identity.sha256();
        digest.update(queue.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        byte[] key = digest.digest(dead.bytes());
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into dead_letter (queue, incarnation, seq, bytes, code, detail, fingerprint, foreign_key)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (foreign_key) do nothing""")) {
            insert.setString(1, queue);
            insert.setNull(2, Types.BIGINT);
            insert.setNull(3, Types.BIGINT);
            reason(insert, 4, queue, dead);
            insert.setBytes(8, key);
            insert.executeUpdate();
        }
    }

    private static void reason(PreparedStatement insert, int at, String queue, DeadEvent dead) throws SQLException {
        String detail = SqlFailure.reason(dead.detail());
        insert.setBytes(at, dead.bytes());
        insert.setString(at + 1, dead.code());
        insert.setString(at + 2, detail);
        insert.setString(at + 3, fingerprint(queue, dead.code(), detail));
    }

    /// The same for letters that differ in figures and quoted values only. What the database adds on further lines is
    /// the failing row: another one each time.
    static String fingerprint(String queue, String code, String detail) {
        String kind = detail.lines()
                .findFirst()
                .orElse("")
                .replaceAll("\"[^\"]*\"", "\"\"")
                .replaceAll("[0-9]+", "0");
        byte[] hash = Identity.sha256().digest((queue + '\0' + code + '\0' + kind).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    }
}
