// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import io.soribit.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The blueprints in a real Home Assistant, with alerts of a real hub. */
@Timeout(600)
class HomeAssistantBlueprintsTest {
    private static final Path BLUEPRINTS =
            Path.of("..", "..", "bundles", "notify", "homeassistant", "blueprints");
    private static final String AUTOMATIONS =
            """

            - id: flash
              use_blueprint:
                path: soribit/flash.yaml
                input: {urgencies: [info, notice, urgent, emergency], lights: [light.hall], flashes: 2}
            - id: announce
              use_blueprint:
                path: soribit/announce.yaml
                input:
                  language: ko
                  action:
                    - action: mqtt.publish
                      data:
                        topic: announced
                        payload: "{{ title }} ({{ seen }})"
            - id: escalate
              use_blueprint:
                path: soribit/escalate.yaml
                input:
                  urgencies: [info, notice, urgent, emergency]
                  after: {seconds: 2}
                  action:
                    - action: mqtt.publish
                      data: {topic: escalated, payload: "{{ alert.label }}"}
            - id: probe
              triggers:
                - {trigger: mqtt, topic: probe}
              actions:
                - {action: mqtt.publish, data: {topic: probed, payload: ""}}
            """;

    @TempDir Path folder;

    private void install() throws Exception {
        Path target = Files.createDirectories(folder.resolve("home/blueprints/automation/soribit"));
        for (String file : new String[] {"flash.yaml", "announce.yaml", "escalate.yaml"}) {
            Files.copy(BLUEPRINTS.resolve(file), target.resolve(file));
        }
        Files.writeString(
                folder.resolve("home/automations.yaml"), AUTOMATIONS, StandardOpenOption.APPEND);
    }

    @Test
    void theyFlashAnnounceAndEscalate() throws Exception {
        HomeAssistant real = new HomeAssistant(folder);
        Soribit.configure(
                folder, "io.soribit.alert.rule-test", "sounds = test", "acknowledge = yes");
        try (Soribit broker = real.broker()) {
            real.describeLight();
            try (Soribit home = real.start();
                    Soribit hub = real.hub();
                    Soribit listener =
                            real.subscriber("probed", "announced", "escalated", "real/hall/set")) {
                install();
                real.call("light.turn_on", "light.hall", "\"brightness\":120");
                listener.line(60, "real/hall/set");
                real.publish("ha/call", "{\"service\":\"automation.reload\"}");
                Await.value(
                        "the automations are loaded",
                        () -> {
                            real.publish("probe", "");
                            return listener.lines();
                        },
                        lines -> lines.stream().anyMatch(line -> line.startsWith("probed")));
                real.shows("binary_sensor.soribit_hub_alert", "off");
                real.publish("soribit/hub/test", "");
                listener.line(60, "announced");
                listener.line(60, "\"brightness\":255");
                listener.line(60, "escalated");
                real.publish("soribit/hub/alert/ack", "Mina");
                listener.line(60, l -> l.startsWith("announced") && l.contains("(Mina)"));
            }
        }
    }
}
