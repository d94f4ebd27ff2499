// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alternative;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.testkit.AlertBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoundJsonTest {
    private static final Instant ONSET = Instant.parse("2026-03-01T20:15:30.250Z");
    private static final Sound KNOCK =
            new Sound("knock", Map.of("en", "Knock"), "✊", "#00C853", Urgency.URGENT, List.of());

    private final AlertBuilder doorbell =
            AlertBuilder.alert("e1")
                    .onset(ONSET)
                    .score(0.91234f)
                    .alternatives(new Alternative(KNOCK, 0.1f))
                    .levelDb(-23.456f)
                    .model("home-float32")
                    .latency(Duration.ofMillis(80));

    @Test
    void describesAStartInFull() {
        assertThat(SoundJson.of(doorbell.perRoom().rooms("현관").event()).toString())
                .isEqualTo(
                        """
                        {"id":"e1","label":"doorbell","names":{"en":"Doorbell","ko":"초인종"},\
                        "icon":"🔔","colour":"#00C853","urgency":"urgent","phase":"start","onset":"2026-03-01T20:15:30.250Z","end":null,\
                        "score":0.912,"alternatives":[{"label":"knock","names":{"en":"Knock"},"score":0.1}],\
                        "level_db":-23.5,"model":"home-float32","detector":"model","latency_ms":80,"room":"현관",\
                        "rooms":["현관"],"house":false}""");
    }

    @Test
    void describesTheEndAndTheRoomsOfTheHouse() {
        SoundEvent end = doorbell.end(ONSET.plusSeconds(2)).rooms("hall", "kitchen").event();
        assertThat(SoundJson.of(end).toString())
                .contains(
                        "\"phase\":\"end\"",
                        "\"end\":\"2026-03-01T20:15:32.250Z\"",
                        "\"room\":\"hall\",\"rooms\":[\"hall\",\"kitchen\"],\"house\":true");
    }
}
