// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.Mosquitto;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ConnectionCheckTest {
    private static final BusSettings SETTINGS = new BusSettings("hub", "hub", "", "");

    @TempDir Path folder;

    private static List<String> check(String urls) {
        return new ConnectionCheck(urls, () -> SETTINGS)
                .check().stream().map(HealthCheck.Result::toString).toList();
    }

    @Test
    void triesEachBrokerUnnoticed() throws Exception {
        try (Mosquitto mosquitto = new Mosquitto(folder);
                OlderBroker older = new OlderBroker(mosquitto, OlderBroker.Answer.CLOSE);
                Probe probe = new Probe(mosquitto.uri(), "#")) {
            assertThat(check("tcp://127.0.0.1:1," + mosquitto.uri() + "," + older.uri()))
                    .satisfiesExactly(
                            line ->
                                    assertThat(line)
                                            .isEqualTo(
                                                    "ok the MQTT broker %s answers: MQTT 5, without"
                                                            + " TLS, without a user",
                                                    mosquitto.uri()),
                            line -> assertThat(line).contains("answers: MQTT 3.1.1"),
                            line ->
                                    assertThat(line)
                                            .startsWith("warn ")
                                            .contains("tcp://127.0.0.1:1 is unreachable"));
            probe.publish("after", "", false);
            assertThat(probe.next()).isEqualTo("after ");
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(check("")).isEmpty();
        assertThat(check("ftp://a")).singleElement().asString().startsWith("critical ");
        assertThat(check("tcp://127.0.0.1:1"))
                .singleElement()
                .asString()
                .startsWith("critical ")
                .contains("Start it");
    }
}
