// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import io.soribit.api.score.SoundPicture;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of what alerts looked like: a byte for each level, a few kilobytes for each alert. */
final class PictureTable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** An alert is raised while its sound is heard, or shortly after it. */
    private static final Duration RAISED = Duration.ofSeconds(5);

    private final Database db;

    PictureTable(Database db) {
        this.db = db;
    }

    /** Keeps a picture if its sound raised an alert, and only the first of several detectors'. */
    void add(SoundPicture picture) throws SQLException {
        long begun = picture.start().toEpochMilli();
        long end = picture.end().toEpochMilli();
        db.write(
                () ->
                        db.update(
                                "INSERT INTO picture(room, sound, begun, step, bands, lowest,"
                                        + " highest, levels) SELECT ?, ?, ?, ?, ?, ?, ?, ?"
                                        + " WHERE EXISTS (SELECT 1 FROM alert WHERE label = ? AND"
                                        + " raised BETWEEN ? AND ? AND instr(rooms, ?) > 0)"
                                        + " AND NOT EXISTS (SELECT 1 FROM picture WHERE room = ?"
                                        + " AND sound = ? AND begun BETWEEN ? AND ?)",
                                picture.room(),
                                picture.sound(),
                                begun,
                                picture.step().toMillis(),
                                picture.bands(),
                                picture.lowest(),
                                picture.highest(),
                                bytes(picture.levels()),
                                picture.sound(),
                                begun,
                                end + RAISED.toMillis(),
                                TimelineQuery.rooms(List.of(picture.room())),
                                picture.room(),
                                picture.sound(),
                                begun - RAISED.toMillis(),
                                end));
    }

    List<SoundPicture> find(String sound, Instant from, Instant to) throws SQLException {
        List<SoundPicture> begun =
                db.rows(
                        "SELECT room, sound, begun, step, bands, lowest, highest, levels"
                                + " FROM picture WHERE sound = ? AND begun BETWEEN ? AND ?"
                                + " ORDER BY begun, seq",
                        PictureTable::picture,
                        sound,
                        from.minus(LONGEST).toEpochMilli(),
                        to.toEpochMilli());
        return begun.stream().filter(picture -> !picture.end().isBefore(from)).toList();
    }

    void forgetBefore(Instant time) throws SQLException {
        db.write(() -> db.update("DELETE FROM picture WHERE begun < ?", time.toEpochMilli()));
    }

    /** The oldest tenth. */
    void forgetTenth() throws SQLException {
        db.write(
                () ->
                        db.update(
                                "DELETE FROM picture WHERE seq IN (SELECT seq FROM picture ORDER BY"
                                        + " seq LIMIT (SELECT count(*) / 10 + ? FROM picture))",
                                1));
    }

    private static byte[] bytes(List<Integer> levels) {
        byte[] bytes = new byte[levels.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = levels.get(i).byteValue();
        }
        return bytes;
    }

    private static SoundPicture picture(ResultSet row) throws SQLException {
        List<Integer> levels = new ArrayList<>();
        for (byte level : row.getBytes(8)) {
            levels.add((int) level);
        }
        return new SoundPicture(
                row.getString(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Duration.ofMillis(row.getLong(4)),
                row.getInt(5),
                row.getFloat(6),
                row.getFloat(7),
                levels);
    }
}
