// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceState;
import io.soribit.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;

/** From a recording of a doorbell to the lamp, the display and the topics that others read. */
class WayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GREEN = "#00C853";
    private static final String LAMP = "soribit-lamp";
    private static final String ROOM = "hallway";

    @InjectBundleContext BundleContext context;
    @TempDir Path folder;
    private Hub hub;
    private Path wav;

    @BeforeEach
    void record() throws Exception {
        hub = new Hub(context).ready();
        wav =
                Recording.wav(
                        folder.resolve("doorbell.wav"),
                        Synthesis.joined(
                                Synthesis.quiet(2), Synthesis.doorbell(), Synthesis.quiet(2)));
    }

    @Test
    void theLampFlashesGreenAndIsAsItWasBefore() throws Exception {
        String before =
                "{\"state\":\"ON\",\"brightness\":80,\"color_mode\":\"color_temp\",\"color_temp\":370}";
        try (Zigbee2MqttLamp lamp = new Zigbee2MqttLamp(hub.broker(), LAMP, before);
                Settings settings = new Settings(context)) {
            settings.set("io.soribit.notify.light", Map.of("urgent_seconds", 40));
            play(settings, wav);

            Await.until(
                    () -> "flashes in " + lamp.commands(),
                    () -> lamp.commands().stream().filter(WayTest::green).count() > 2);
            Await.until(
                    () -> "the lamp as it was: " + lamp.state(),
                    Duration.ofMinutes(3),
                    () -> lamp.state().equals(tree(before)));
            List<JsonNode> commands = lamp.commands();
            assertThat(commands.stream().filter(c -> c.toString().contains("#")))
                    .allMatch(WayTest::green);
        }
    }

    @Test
    void othersReadTheEventItsStateAndALineOfText() throws Exception {
        try (Inbox inbox =
                        new Inbox(
                                hub.broker(),
                                "soribit/hub/" + ROOM + "/#",
                                "soribit/hub/house/#",
                                "soribit/hub/display");
                Settings settings = new Settings(context)) {
            play(settings, wav);

            JsonNode start = start(inbox);
            JsonNode end = end(inbox, start);
            // What an earlier run left is retained as OFF, and comes first.
            String topic = "soribit/hub/" + ROOM + "/doorbell/state";
            Await.until(
                    () -> "on, then off; came: " + inbox.texts(topic),
                    () -> String.join(" ", inbox.texts(topic)).endsWith("ON OFF"));

            assertThat(start.get("label").asText()).isEqualTo("doorbell");
            assertThat(start.get("names").get("en").asText()).isEqualTo("Doorbell");
            assertThat(start.get("names").get("ko").asText()).isEqualTo("초인종");
            assertThat(start.get("score").asDouble()).isBetween(0.3, 1.0);
            assertThat(start.get("level_db").asDouble()).isBetween(-40.0, 0.0);
            assertThat(start.get("model").asText()).isEqualTo(hub.hearing().model());
            assertThat(start.get("alternatives").isArray()).isTrue();
            assertThat(start.get("end").isNull()).isTrue();
            assertThat(end.get("id")).isEqualTo(start.get("id"));
            assertThat(end.get("end").asText()).isGreaterThan(start.get("onset").asText());
            // What an earlier alert has left there comes first.
            assertThat(inbox.await("soribit/hub/display", t -> t.contains(ROOM)).text())
                    .contains("🔔", "Doorbell");
        }
        try (Inbox later = new Inbox(hub.broker(), "soribit/hub/" + ROOM + "/doorbell/state")) {
            assertThat(
                            later.await("soribit/hub/" + ROOM + "/doorbell/state", "OFF"::equals)
                                    .retained())
                    .as("a later subscriber is notified")
                    .isTrue();
        }
    }

    @Test
    void whatOnlyFfmpegCanReadIsHeardToo() throws Exception {
        Path ogg =
                Recording.converted(
                        wav, folder.resolve("doorbell.ogg"), "-ar", "44100", "-ac", "2");
        try (Inbox inbox = new Inbox(hub.broker(), "soribit/hub/" + ROOM + "/sound");
                Settings settings = new Settings(context)) {
            play(settings, ogg);

            JsonNode start = start(inbox);
            assertThat(start.get("label").asText()).isEqualTo("doorbell");
            // Else it would come while another test listens.
            assertThat(end(inbox, start).get("label").asText()).isEqualTo("doorbell");
        }
    }

    @Test
    void aMissingRecordingIsReportedAndTheOthersAreHeard() throws Exception {
        Path missing = folder.resolve("nowhere.wav");
        try (Heard heard = new Heard(context);
                Settings settings = new Settings(context)) {
            settings.add(
                    "io.soribit.source.file",
                    "missing",
                    Map.of("id", "missing", "room", "cellar", "path", missing.toString()));
            play(settings, wav);

            Await.until(
                    () -> "a message for people: " + hub.source("missing"),
                    () ->
                            hub.source("missing")
                                    .filter(s -> s.state() == SourceState.LOST)
                                    .filter(s -> s.message().contains(missing.toString()))
                                    .isPresent());
            Await.until(
                    () -> "the doorbell in the other room: " + heard.events(),
                    () -> heard.events().stream().anyMatch(e -> isWhole(e, heard.events())));
        }
    }

    private static void play(Settings settings, Path recording) throws Exception {
        settings.add(
                "io.soribit.source.file",
                "way",
                Map.of("id", "way", "room", ROOM, "path", recording.toString(), "realtime", false));
    }

    /** Whether this is the start of a doorbell here whose end is there too. */
    private static boolean isWhole(SoundEvent start, List<SoundEvent> all) {
        return !start.house()
                && start.phase() == Phase.START
                && start.room().equals(ROOM)
                && start.sound().id().equals("doorbell")
                && all.stream()
                        .filter(e -> !e.house() && e.phase() == Phase.END)
                        .anyMatch(e -> e.id().equals(start.id()));
    }

    private static JsonNode start(Inbox inbox) {
        return sound(inbox, "start", json -> json.get("label").asText().equals("doorbell"));
    }

    /** The end of this one: that of an earlier test may come before it. */
    private static JsonNode end(Inbox inbox, JsonNode start) {
        return sound(inbox, "end", json -> json.get("id").equals(start.get("id")));
    }

    private static JsonNode sound(Inbox inbox, String phase, Predicate<JsonNode> expected) {
        return tree(
                inbox.await(
                                "soribit/hub/" + ROOM + "/sound",
                                text ->
                                        tree(text).get("phase").asText().equals(phase)
                                                && expected.test(tree(text)))
                        .text());
    }

    private static boolean green(JsonNode command) {
        return command.toString().toUpperCase(java.util.Locale.ROOT).contains(GREEN);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("no JSON: " + json, e);
        }
    }
}
