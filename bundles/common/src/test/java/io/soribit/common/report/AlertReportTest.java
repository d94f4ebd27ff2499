// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Timeline;
import io.soribit.testkit.AlertBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertReportTest {
    private static final Instant NOW = Instant.parse("2026-11-01T20:00:00Z");
    private static final String HEAD =
            "time,room,zone,sound,urgency,first_seen_by,seen_after_s,ended,duration_s,"
                    + "score,verdict,was";

    /** In memory; counts the pages that were read. */
    private static final class Pages implements Timeline {
        final List<Entry> entries = new ArrayList<>();
        int read;

        @Override
        public Page page(Filter filter, String before, int limit) {
            read++;
            int from = before.isEmpty() ? 0 : Integer.parseInt(before);
            int to = Math.min(entries.size(), from + limit);
            return new Page(entries.subList(from, to), to < entries.size() ? "" + to : "");
        }

        @Override
        public Optional<Entry> entry(String alert) {
            throw new AssertionError("a report reads pages");
        }

        @Override
        public Map<Instant, Integer> hours(Filter filter, Instant since) {
            throw new AssertionError("a report reads pages");
        }

        @Override
        public void judge(String alert, Verdict verdict) {
            throw new AssertionError("a report changes nothing");
        }
    }

    private final Pages timeline = new Pages();

    private void add(Alert alert, AlertChange... changes) {
        timeline.entries.add(new Timeline.Entry(alert, List.of(changes), null));
    }

    private static AlertChange change(Alert alert, AlertState state, long after, String who) {
        return new AlertChange(alert, state, NOW.plusSeconds(after), who);
    }

    private List<String> lines(Period period) throws IOException {
        StringBuilder text = new StringBuilder();
        AlertReport.write(timeline, Timeline.Filter.ALL, period, text);
        assertThat(text.toString()).endsWith("\r\n");
        return List.of(text.toString().split("\r\n"));
    }

    @Test
    void eachAlertIsALine() throws IOException {
        Alert bell = AlertBuilder.alert("b").rooms("floor2/room214", "floor2/hall").build();
        add(
                bell,
                change(bell, AlertState.RAISED, 0, ""),
                change(bell, AlertState.DELIVERED, 1, "ntfy"),
                change(bell, AlertState.SEEN, 42, "=night staff"),
                change(bell, AlertState.ACKNOWLEDGED, 50, "Minsu"),
                change(bell, AlertState.ENDED, 61, ""));
        Alert other = AlertBuilder.alert("c").rooms("hall").build();
        add(other, change(other, AlertState.RAISED, 0, ""));
        assertThat(lines(Period.ALL))
                .containsExactly(
                        HEAD,
                        "2026-11-01T20:00:00Z,floor2/room214;floor2/hall,floor2,doorbell,urgent,"
                                + "'=night staff,42,2026-11-01T20:01:01Z,61,0.90,,",
                        "2026-11-01T20:00:00Z,hall,,doorbell,urgent,,,,,0.90,,");
    }

    @Test
    void whatAPersonSaidIsInItsLine() throws IOException {
        for (Timeline.Verdict verdict :
                List.of(
                        new Timeline.Verdict(false, "dog_bark", NOW, "Minsu"),
                        new Timeline.Verdict(false, "", NOW, "Minsu"),
                        new Timeline.Verdict(true, "", NOW, "Minsu"))) {
            Alert bell = AlertBuilder.alert("b").build();
            timeline.entries.add(new Timeline.Entry(bell, List.of(), verdict));
        }
        assertThat(lines(Period.ALL).get(1)).endsWith(",wrong,dog_bark");
        assertThat(lines(Period.ALL).get(2)).endsWith(",wrong,");
        assertThat(lines(Period.ALL).get(3)).endsWith(",right,");
    }

    @Test
    void aClockThatWasSetBackGivesNoNegativeTime() throws IOException {
        Alert bell = AlertBuilder.alert("b").build();
        add(
                bell,
                change(bell, AlertState.RAISED, 0, ""),
                change(bell, AlertState.ENDED, -3_600, ""));
        assertThat(lines(Period.ALL).get(1)).contains(",,,2026-11-01T19:00:00Z,,");
    }

    @Test
    void onlyThePagesOfThePeriodAreRead() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            Alert alert = AlertBuilder.alert("a" + i).build();
            add(alert, change(alert, AlertState.RAISED, -i, ""));
        }
        assertThat(lines(new Period(NOW.minusSeconds(299), NOW.minusSeconds(9)))).hasSize(1 + 290);
        assertThat(timeline.read).isEqualTo(2);
        timeline.read = 0;
        assertThat(lines(Period.ALL)).hasSize(1_001);
        assertThat(timeline.read).isEqualTo(5);
    }
}
