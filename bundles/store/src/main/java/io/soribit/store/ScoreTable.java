// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import io.soribit.api.hub.Timeline.Scored;
import io.soribit.api.score.ScoreTrace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The table of scores: a byte for each window, so that a minute of them is 250 bytes. */
final class ScoreTable {
    /** Of each sound in each room. */
    static final int MOST = 300;

    static final Duration AGE = Duration.ofDays(14);
    private static final String NO_MODEL = "";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Database db;

    ScoreTable(Database db) {
        this.db = db;
    }

    void add(ScoreTrace trace) throws SQLException {
        db.write(
                () -> {
                    db.update(
                            "INSERT INTO score(room, sound, detector, model, begun, step, over,"
                                    + " under, percent) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            trace.room(),
                            trace.sound(),
                            trace.detector(),
                            Objects.requireNonNullElse(trace.model(), NO_MODEL),
                            trace.start().toEpochMilli(),
                            trace.step().toMillis(),
                            trace.onset(),
                            trace.offset(),
                            percent(trace.scores()));
                    db.update(
                            "DELETE FROM score WHERE seq IN (SELECT seq FROM score WHERE room = ?"
                                    + " AND sound = ? ORDER BY seq DESC LIMIT -1 OFFSET ?)",
                            trace.room(),
                            trace.sound(),
                            MOST);
                });
    }

    List<ScoreTrace> find(String sound, Instant from, Instant to) throws SQLException {
        List<ScoreTrace> begun =
                db.rows(
                        "SELECT room, sound, detector, model, begun, step, over, under, percent"
                                + " FROM score WHERE sound = ? AND begun BETWEEN ? AND ?"
                                + " ORDER BY begun, seq",
                        ScoreTable::trace,
                        sound,
                        from.minus(LONGEST).toEpochMilli(),
                        to.toEpochMilli());
        return begun.stream().filter(trace -> !trace.end().isBefore(from)).toList();
    }

    /** Which sounds a model scored in which rooms; the timing of beeps is not of a model. */
    List<Scored> scored(Instant from, Instant to) throws SQLException {
        return db.rows(
                "SELECT DISTINCT room, sound FROM score WHERE model <> ? AND begun BETWEEN ? AND ?"
                        + " ORDER BY sound, room",
                row -> new Scored(row.getString(1), row.getString(2)),
                NO_MODEL,
                from.toEpochMilli(),
                to.toEpochMilli());
    }

    void forgetBefore(Instant time) throws SQLException {
        db.write(() -> db.update("DELETE FROM score WHERE begun < ?", time.toEpochMilli()));
    }

    /** The oldest tenth. */
    void forgetTenth() throws SQLException {
        db.write(
                () ->
                        db.update(
                                "DELETE FROM score WHERE seq IN (SELECT seq FROM score ORDER BY seq"
                                        + " LIMIT (SELECT count(*) / 10 + ? FROM score))",
                                1));
    }

    private static byte[] percent(List<Float> scores) {
        byte[] bytes = new byte[scores.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(scores.get(i) * 100);
        }
        return bytes;
    }

    private static ScoreTrace trace(ResultSet row) throws SQLException {
        String model = row.getString(4);
        List<Float> scores = new ArrayList<>();
        for (byte percent : row.getBytes(9)) {
            scores.add(percent / 100f);
        }
        return new ScoreTrace(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                model.equals(NO_MODEL) ? null : model,
                Instant.ofEpochMilli(row.getLong(5)),
                Duration.ofMillis(row.getLong(6)),
                row.getFloat(7),
                row.getFloat(8),
                scores);
    }
}
