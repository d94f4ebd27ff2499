// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Timeline.Entry;
import io.soribit.api.hub.Timeline.Filter;
import io.soribit.api.hub.Timeline.Page;
import io.soribit.api.hub.Timeline.Verdict;
import io.soribit.common.json.AlertDocument;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The queries of the timeline. The index {@code alert_time} holds all that filters ask for, so that
 * a rare sound among many alerts is found without reading these.
 */
final class TimelineQuery {
    private static final long HOUR = 3_600_000;

    private final Database db;

    TimelineQuery(Database db) {
        this.db = db;
    }

    /** The alert at which a page ended. */
    record Position(long raised, String id) {
        private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-(.{1,200})");
        static final Position NEWEST = new Position(Long.MAX_VALUE, "");

        static Position of(String text) {
            Matcher parts = TEXT.matcher(text);
            if (parts.matches()) {
                return new Position(Long.parseLong(parts.group(1)), parts.group(2));
            }
            if (text.isEmpty()) {
                return NEWEST;
            }
            throw new IllegalArgumentException("no position of the timeline: " + text);
        }

        @Override
        public String toString() {
            return raised + "-" + id;
        }
    }

    /** The rooms of an alert in a form in which one of them can be found. */
    static String rooms(List<String> rooms) {
        return rooms.isEmpty() ? "" : "\n" + String.join("\n", rooms) + "\n";
    }

    /** A part of the rooms of each alert of a room, or of a zone such as {@code floor2/*}. */
    private static String inRooms(String entry) {
        return entry.endsWith("/*")
                ? "\n" + entry.substring(0, entry.length() - 1)
                : rooms(List.of(entry));
    }

    /** Rows that cannot be read are left out; the page after it begins where it ended. */
    Page page(Filter filter, Position before, int limit) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        String where = where(filter, parameters);
        parameters.addAll(List.of(before.raised(), before.id(), limit + 1));
        List<Position> rows =
                db.rows(
                        "SELECT a.raised, a.id FROM alert a "
                                + where
                                + " AND (a.raised, a.id) < (?, ?)"
                                + " ORDER BY a.raised DESC, a.id DESC LIMIT ?",
                        row -> new Position(row.getLong(1), row.getString(2)),
                        parameters.toArray());
        List<Entry> entries = new ArrayList<>();
        for (Position row : rows.subList(0, Math.min(limit, rows.size()))) {
            entry(row.id()).ifPresent(entries::add);
        }
        return new Page(entries, rows.size() <= limit ? "" : rows.get(limit - 1).toString());
    }

    Optional<Entry> entry(String id) throws SQLException {
        List<Alert> found =
                db.rows(
                        "SELECT document FROM alert WHERE id = ?",
                        row -> AlertDocument.read(row.getString(1)),
                        id);
        return found.isEmpty() ? Optional.empty() : Optional.of(entry(found.get(0)));
    }

    private Entry entry(Alert alert) throws SQLException {
        List<AlertChange> changes =
                db.rows(
                        "SELECT state, time, who FROM change WHERE alert = ? ORDER BY seq",
                        row ->
                                new AlertChange(
                                        alert,
                                        AlertState.valueOf(row.getString(1)),
                                        Instant.ofEpochMilli(row.getLong(2)),
                                        row.getString(3)),
                        alert.id());
        List<Verdict> verdicts =
                db.rows(
                        "SELECT fits, label, time, who FROM verdict WHERE alert = ?",
                        row ->
                                new Verdict(
                                        row.getBoolean(1),
                                        row.getString(2),
                                        Instant.ofEpochMilli(row.getLong(3)),
                                        row.getString(4)),
                        alert.id());
        @Nullable Verdict verdict = verdicts.isEmpty() ? null : verdicts.get(0);
        return new Entry(alert, changes, verdict);
    }

    Map<Instant, Integer> hours(Filter filter, Instant since) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        String where = where(filter, parameters);
        parameters.add(since.toEpochMilli());
        Map<Instant, Integer> hours = new TreeMap<>();
        db.rows(
                "SELECT a.raised / "
                        + HOUR
                        + ", count(*) FROM alert a "
                        + where
                        + " AND a.raised >= ? GROUP BY 1",
                row -> hours.put(Instant.ofEpochMilli(row.getLong(1) * HOUR), row.getInt(2)),
                parameters.toArray());
        return hours;
    }

    private static String where(Filter filter, List<Object> parameters) {
        StringBuilder where = new StringBuilder("WHERE a.label <> ?");
        parameters.add(Sound.TEST.id());
        if (filter.sound() != null) {
            where.append(" AND a.label = ?");
            parameters.add(filter.sound());
        }
        if (filter.urgency() != null) {
            where.append(" AND a.urgency = ?");
            parameters.add(filter.urgency().name());
        }
        if (filter.room() != null) {
            where.append(" AND instr(a.rooms, ?) > 0");
            parameters.add(inRooms(filter.room()));
        }
        if (filter.unseen()) {
            where.append(
                    " AND NOT EXISTS (SELECT 1 FROM change c WHERE c.alert = a.id"
                            + " AND c.state = 'ACKNOWLEDGED')");
        }
        if (filter.wrong()) {
            where.append(
                    " AND EXISTS (SELECT 1 FROM verdict v WHERE v.alert = a.id AND v.fits = 0)");
        }
        return where.toString();
    }
}
