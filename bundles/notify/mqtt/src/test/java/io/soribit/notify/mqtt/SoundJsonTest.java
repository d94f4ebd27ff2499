// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.common.json.SoundJson;
import org.junit.jupiter.api.Test;

class SoundJsonTest {
    @Test
    void describesAStartInFull() {
        assertThat(SoundJson.of(Sounds.doorbell("e1", Phase.START, false, "현관")).toString())
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
        assertThat(
                        SoundJson.of(Sounds.doorbell("e1", Phase.END, true, "hall", "kitchen"))
                                .toString())
                .contains(
                        "\"phase\":\"end\"",
                        "\"end\":\"2026-03-01T20:15:32.250Z\"",
                        "\"room\":\"hall\",\"rooms\":[\"hall\",\"kitchen\"],\"house\":true");
    }
}
