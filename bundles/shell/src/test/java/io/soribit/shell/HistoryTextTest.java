// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTextTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");

    private static AlertChange change(AlertState state, String who) {
        Sound knock =
                new Sound(
                        "knock", Map.of("en", "Knock"), "✊", "#00C853", Urgency.URGENT, List.of());
        SoundEvent event =
                new SoundEvent(
                        "a1",
                        Phase.START,
                        true,
                        List.of("hall", "bed, \"small\""),
                        knock,
                        NOW,
                        null,
                        1,
                        List.of(),
                        -20,
                        "model",
                        null,
                        Duration.ZERO);
        return new AlertChange(new Alert("a1", event, Urgency.NOTICE), state, NOW, who);
    }

    private final List<AlertChange> changes =
            List.of(change(AlertState.ACKNOWLEDGED, "민수"), change(AlertState.RAISED, ""));

    @Test
    void peopleReadTheirOwnTime() {
        assertThat(HistoryText.lines(changes, ZoneId.of("Asia/Seoul")))
                .containsExactly(
                        "2026-03-02 05:15:30  acknowledged  notice     Knock in hall,"
                                + " bed, \"small\" (민수)",
                        "2026-03-02 05:15:30  raised        notice     Knock in hall,"
                                + " bed, \"small\"");
    }

    @Test
    void jsonHoldsAll() throws Exception {
        JsonNode json = new ObjectMapper().readTree(HistoryText.json(changes));
        assertThat(json).hasSize(2);
        assertThat(json.get(0).toString())
                .isEqualTo(
                        "{\"time\":\"2026-03-01T20:15:30Z\",\"alert\":\"a1\","
                                + "\"state\":\"acknowledged\",\"who\":\"민수\",\"label\":\"knock\","
                                + "\"urgency\":\"notice\","
                                + "\"rooms\":[\"hall\",\"bed, \\\"small\\\"\"]}");
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        assertThat(HistoryText.csv(changes))
                .containsExactly(
                        "time,alert,state,who,label,urgency,rooms",
                        "2026-03-01T20:15:30Z,a1,acknowledged,민수,knock,notice,"
                                + "\"hall;bed, \"\"small\"\"\"",
                        "2026-03-01T20:15:30Z,a1,raised,,knock,notice,"
                                + "\"hall;bed, \"\"small\"\"\"");
    }
}
