// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.report;

import static java.util.stream.Collectors.joining;

import io.soribit.api.Rooms;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Timeline;
import io.soribit.api.hub.Timeline.Entry;
import io.soribit.api.hub.Timeline.Filter;
import io.soribit.api.hub.Timeline.Page;
import io.soribit.api.hub.Timeline.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Alerts of the past as comma-separated values, a line each, the newest first: when, where and
 * what; who saw it first, and how long after it was raised; when it ended, and how long it lasted;
 * how sure the hub was, whether a person said that it was right, and what it was instead. It is
 * read and written page by page, however long it is.
 */
public final class AlertReport {
    private static final List<String> COLUMNS =
            List.of(
                    "time",
                    "room",
                    "zone",
                    "sound",
                    "urgency",
                    "first_seen_by",
                    "seen_after_s",
                    "ended",
                    "duration_s",
                    "score",
                    "verdict",
                    "was");

    private static final Set<AlertState> SEEN = Set.of(AlertState.SEEN, AlertState.ACKNOWLEDGED);
    private static final int PAGE = 200;
    private static final String END = "\r\n";

    private AlertReport() {}

    /** Writes a line of names, and one for each alert that was raised in a part of time. */
    public static void write(Timeline timeline, Filter filter, Period period, Appendable out)
            throws IOException {
        out.append(Csv.line(COLUMNS)).append(END);
        String next = "";
        boolean older;
        do {
            Page page = timeline.page(filter, next, PAGE);
            for (Entry entry : page.entries()) {
                Instant raised = raised(entry);
                if (!raised.isBefore(period.from()) && raised.isBefore(period.to())) {
                    out.append(Csv.line(fields(entry, raised))).append(END);
                }
            }
            next = page.next();
            older = page.entries().stream().anyMatch(e -> raised(e).isBefore(period.from()));
        } while (!next.isEmpty() && !older);
    }

    private static Instant raised(Entry entry) {
        return first(entry, Set.of(AlertState.RAISED))
                .map(AlertChange::time)
                .orElse(entry.alert().event().onset());
    }

    private static Optional<AlertChange> first(Entry entry, Set<AlertState> states) {
        return entry.changes().stream().filter(c -> states.contains(c.state())).findFirst();
    }

    private static List<String> fields(Entry entry, Instant raised) {
        SoundEvent event = entry.alert().event();
        Optional<AlertChange> seen = first(entry, SEEN);
        Optional<Verdict> verdict = Optional.ofNullable(entry.verdict());
        Optional<Instant> ended = first(entry, Set.of(AlertState.ENDED)).map(AlertChange::time);
        return List.of(
                raised.toString(),
                String.join(";", event.rooms()),
                event.rooms().stream().map(Rooms::zone).distinct().collect(joining(";")),
                event.sound().id(),
                entry.alert().urgency().name().toLowerCase(Locale.ROOT),
                seen.map(AlertChange::who).orElse(""),
                seen.map(change -> seconds(raised, change.time())).orElse(""),
                ended.map(Instant::toString).orElse(""),
                ended.map(end -> seconds(raised, end)).orElse(""),
                String.format(Locale.ROOT, "%.2f", event.score()),
                verdict.map(v -> v.right() ? "right" : "wrong").orElse(""),
                verdict.map(Verdict::label).orElse(""));
    }

    /** Empty if the clock was set back meanwhile. */
    private static String seconds(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        return time.isNegative() ? "" : Long.toString(time.toSeconds());
    }
}
