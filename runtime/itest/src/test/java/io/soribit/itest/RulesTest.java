// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;

/** What people want, from a file of theirs and over MQTT, up to what others read. */
class RulesTest {
    private static final String RULE = "io.soribit.alert.rule.RuleComponent";

    @InjectBundleContext BundleContext context;
    @TempDir Path folder;
    private Hub hub;

    @BeforeEach
    void ready() throws Exception {
        hub = new Hub(context).ready();
    }

    @Test
    void whatARuleCallsAnEmergencyStaysUntilSomebodyHasSeenIt() throws Exception {
        stays("porch", "porch");
    }

    @Test
    void aRuleIsForAllRoomsOfAZone() throws Exception {
        stays("floor2/porch", "floor2/*");
    }

    private void stays(String room, String rooms) throws Exception {
        Path wav =
                Recording.wav(
                        folder.resolve("doorbell.wav"),
                        Synthesis.joined(
                                Synthesis.quiet(2), Synthesis.doorbell(), Synthesis.quiet(2)));
        try (Inbox inbox = new Inbox(hub.broker(), "soribit/hub/alert/#", "soribit/hub/alerts");
                Settings settings = new Settings(context)) {
            settings.add(
                    "io.soribit.alert.rule",
                    "porch",
                    Map.of("rooms", rooms, "sounds", "doorbell", "urgency", "emergency"));
            Await.until("the rule", () -> context.getServiceReference(RULE) != null);
            settings.add(
                    "io.soribit.source.file",
                    "rules",
                    Map.of("id", "rules", "room", room, "path", wav.toString(), "realtime", false));

            Inbox.Message over =
                    inbox.await(
                            "soribit/hub/alert/state",
                            text -> text.contains(room) && text.contains("\"end\":"));
            assertThat(over.text())
                    .contains(
                            "\"urgency\":\"emergency\"",
                            "\"state\":\"raised\"",
                            "\"acknowledgement\":true");
            inbox.publish("soribit/hub/alert/ack", "Minsu", false);
            inbox.await(
                    "soribit/hub/alerts",
                    text -> text.contains("\"acknowledged\"") && text.contains("Minsu"));
            Await.until(
                    () -> "no alert of the room at last: " + inbox.messages(),
                    () -> !last(inbox, "soribit/hub/alert/state").contains(room));
        }
    }

    private static String last(Inbox inbox, String topic) {
        List<String> texts = inbox.texts(topic);
        return texts.get(texts.size() - 1);
    }

    @Test
    void theModeIsSetAndPublishedOverMqtt() throws Exception {
        try (Inbox inbox = new Inbox(hub.broker(), "soribit/hub/mode/state")) {
            inbox.await("soribit/hub/mode/state", "home"::equals);
            inbox.publish("soribit/hub/mode/set", "sleep", false);
            inbox.await("soribit/hub/mode/state", "sleep"::equals);
            inbox.clear();
            inbox.publish("soribit/hub/mode/set", "home", false);
            inbox.await("soribit/hub/mode/state", "home"::equals);
        }
    }
}
