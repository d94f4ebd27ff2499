// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.hub.SourceState;
import io.soribit.common.room.RecentRooms;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.mqtt.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a controller finds at a real broker, and what it may ask for. */
@Timeout(240)
class HomieTest {
    private static final String DEVICE = "homie/5/soribit-hub";
    private static final String HALL = DEVICE + "/room-hall/";

    @TempDir Path folder;
    private final Ontology ontology = new SoundOntology();
    private final Sound bell = ontology.sound("doorbell").orElseThrow();
    private final Time time = new Time();
    private Broker broker;
    private @Nullable Homie homie;

    /**
     * Each look is seconds after the one before, once it has begun to pass, and time can be put
     * forward by hand.
     */
    private static final class Time implements LongSupplier {
        private Duration now = Duration.ZERO;
        private boolean begun;
        private boolean passes;

        /** The next look may have read already what there was before: it does not count. */
        synchronized void begin() {
            begun = true;
        }

        synchronized void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public synchronized long getAsLong() {
            if (passes) {
                pass(Homie.SETTLED);
            }
            passes = begun;
            return now.toNanos();
        }
    }

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(folder, "hub");
    }

    @AfterEach
    void stop() throws Exception {
        if (homie != null) {
            homie.deactivate();
        }
        broker.close();
    }

    /** Starts the part and waits until its device is ready. */
    private Homie run(House house) throws Exception {
        try (Broker.Listener listener = broker.listen(DEVICE + "/$state")) {
            Homie part = new Homie(broker.bus(), ontology, new Settings(true, "homie", "en"), time);
            homie = part;
            part.hearing = house;
            part.models = house;
            part.alerts = house;
            part.modes = house;
            time.begin();
            await(listener, DEVICE + "/$state", "ready");
            return part;
        }
    }

    private static void await(Broker.Listener listener, String topic, String text)
            throws Exception {
        Broker.Message message = listener.next();
        while (!message.topic().equals(topic) || !message.text().equals(text)) {
            message = listener.next();
        }
    }

    private Map<String, String> retained() throws Exception {
        return broker.retained(DEVICE + "/#");
    }

    private JsonNode description() throws Exception {
        return new ObjectMapper().readTree(retained().get(DEVICE + "/$description"));
    }

    @Test
    void theDeviceIsAsTheConventionDemands() throws Exception {
        House house = new House("hall", "거실", "Living room");
        house.raise(bell, "9C1B-77", "hall");
        run(house);
        Map<String, String> retained = retained();
        assertThat(Convention.problems(DEVICE, retained)).isEmpty();
        assertThat(retained)
                .containsEntry(DEVICE + "/$state", "ready")
                .containsEntry(DEVICE + "/hub/model", "home-float32")
                .containsEntry(DEVICE + "/hub/mode", "home")
                .containsEntry(DEVICE + "/hub/alerts", "1")
                .containsEntry(DEVICE + "/$alert/9c1b-77", "Doorbell: hall")
                .containsEntry(HALL + "doorbell", "false")
                .containsEntry(HALL + "smoke-alarm", "false")
                .containsEntry(HALL + "level", "-40.0")
                .containsEntry(HALL + "listening", "listening")
                .containsEntry(DEVICE + "/room--ac70--c2e4-/doorbell", "false");
        JsonNode nodes = description().get("nodes");
        assertThat(nodes.at("/hub/properties/model/format").asText())
                .isEqualTo("home-float32,home-integer");
        assertThat(nodes.at("/hub/properties/mode/settable").asBoolean()).isTrue();
        assertThat(nodes.at("/room--4c-iving-20-room/name").asText()).isEqualTo("Living room");
        assertThat(nodes.at("/room-hall/properties/doorbell/name").asText()).isEqualTo("Doorbell");
    }

    @Test
    void theConventionIsNotMerelyAgreedWith() throws Exception {
        run(new House("hall"));
        Map<String, String> broken = retained();
        broken.put(HALL + "doorbell", "ON");
        broken.put(DEVICE + "/hub/mode", "party");
        broken.put(HALL + "level", "3.0");
        broken.put(DEVICE + "/room-attic/level", "-3.0");
        broken.remove(HALL + "listening");
        broken.put(DEVICE + "/$state", "online");
        assertThat(Convention.problems(DEVICE, broken)).hasSize(6);
    }

    @Test
    void soundsLevelsAndStatesArePublished() throws Exception {
        House house = new House("hall");
        Homie part = run(house);
        try (Broker.Listener listener = broker.listen(DEVICE + "/room-hall/+")) {
            part.onSound(House.event(bell, "a", Phase.START, false, "hall"));
            await(listener, HALL + "doorbell", "true");
            part.onSound(House.event(bell, "b", Phase.START, false, "hall"));
            part.onSound(House.event(bell, "a", Phase.END, false, "hall"));
            part.onSound(House.event(bell, "c", Phase.START, true, "hall"));
            part.onSound(House.event(bell, "b", Phase.END, false, "hall"));
            await(listener, HALL + "doorbell", "false");
            house.levels.put("hall", -20.25f);
            await(listener, HALL + "level", "-20.3");
            house.rooms.put("hall", SourceState.QUIET);
            await(listener, HALL + "listening", "quiet");
        }
        assertThat(Convention.problems(DEVICE, retained())).isEmpty();
    }

    @Test
    void whatControllersSetIsDoneAndReflected() throws Exception {
        House house = new House("hall");
        house.raise(bell, "a", "hall");
        run(house);
        try (Broker.Listener listener = broker.listen(DEVICE + "/hub/+")) {
            listener.publish(DEVICE + "/hub/model/set", "home-integer", false);
            await(listener, DEVICE + "/hub/model", "home-integer");
            listener.publish(DEVICE + "/hub/mode/set", "sleep", false);
            await(listener, DEVICE + "/hub/mode", "sleep");
            listener.publish(DEVICE + "/hub/acknowledge/set", "true", false);
            await(listener, DEVICE + "/hub/acknowledge", "true");
            listener.publish(DEVICE + "/hub/test/set", "true", false);
            await(listener, DEVICE + "/hub/test", "true");
        }
        assertThat(house.done)
                .containsExactly(
                        "use home-integer",
                        "mode SLEEP by Homie",
                        "acknowledge a by Homie",
                        "test by Homie");
        assertThat(Convention.problems(DEVICE, retained())).isEmpty();
    }

    @Test
    void theFilesForOpenHabNameWhatIsThere() throws Exception {
        run(new House("hall"));
        Map<String, String> retained = retained();
        JsonNode nodes = description().get("nodes");
        OpenHabExample example = OpenHabExample.read(Path.of("openhab"));
        assertThat(example.availability())
                .containsEntry("availabilityTopic", DEVICE + "/$state")
                .containsEntry("payloadAvailable", retained.get(DEVICE + "/$state"));
        assertThat(example.channels()).hasSizeGreaterThan(5);
        example.channels()
                .forEach(
                        (id, channel) -> {
                            Map<String, String> parameters = channel.parameters();
                            String state = parameters.get("stateTopic");
                            if (state != null) {
                                assertThat(retained).as(id).containsKey(state);
                                assertThat(retained.get(state)).as(id).matches(pattern(channel));
                            }
                            String command = parameters.get("commandTopic");
                            assertThat(state != null || command != null).as(id).isTrue();
                            if (command != null) {
                                String property =
                                        command.replaceFirst("/([^/]+)/set$", "/properties/$1")
                                                .substring(DEVICE.length());
                                assertThat(command).endsWith("/set");
                                assertThat(nodes.at(property + "/settable").asBoolean())
                                        .as(property)
                                        .isTrue();
                            }
                            assertThat(example.items().get(example.thing() + ":" + id))
                                    .as(id)
                                    .isEqualToIgnoringCase(channel.type());
                        });
        assertThat(example.items()).hasSameSizeAs(example.channels());
    }

    /** What a channel of openHAB's MQTT binding takes. */
    private static String pattern(OpenHabExample.Channel channel) {
        Map<String, String> parameters = channel.parameters();
        return switch (channel.type()) {
            case "switch" -> parameters.get("on") + "|" + parameters.get("off");
            case "number" -> "-?[0-9]+([.][0-9]+)?";
            default -> ".+";
        };
    }

    @Test
    void whatCannotBeDoneChangesNothing() throws Exception {
        House house = new House("hall");
        house.raise(bell, "a", "hall");
        try (Broker.Listener earlier = broker.listen()) {
            earlier.publish(DEVICE + "/hub/mode/set", "away", true);
        }
        run(house);
        try (Broker.Listener listener = broker.listen(DEVICE + "/hub/+")) {
            listener.publish(DEVICE + "/hub/mode/set", "", false);
            listener.publish(DEVICE + "/hub/mode/set", "SLEEP", false);
            listener.publish(DEVICE + "/hub/mode/set", "\u0000\u00ff{", false);
            listener.publish(DEVICE + "/hub/acknowledge/set", "false", false);
            listener.publish(DEVICE + "/hub/test/set", "1", false);
            listener.publish(DEVICE + "/hub/alerts/set", "0", false);
            listener.publish(DEVICE + "/hub/model/set", "unknown", false);
            listener.publish(DEVICE + "/hub/mode/set", "sleep", false);
            await(listener, DEVICE + "/hub/mode", "sleep");
        }
        assertThat(house.done).containsExactly("use unknown", "mode SLEEP by Homie");
        assertThat(retained()).containsEntry(DEVICE + "/hub/model", "home-float32");
    }

    @Test
    void itIsDescribedAnewOnlyWhileItIsNotReady() throws Exception {
        House house = new House("hall");
        run(house);
        JsonNode before = description();
        List<String> seen = new ArrayList<>();
        try (Broker.Listener listener =
                broker.listen(DEVICE + "/$state", DEVICE + "/$description")) {
            assertThat(listener.next().retained()).isTrue();
            assertThat(listener.next().retained()).isTrue();
            house.rooms.put("attic", SourceState.LISTENING);
            for (int i = 0; i < 3; i++) {
                Broker.Message message = listener.next();
                seen.add(message.topic().endsWith("$state") ? message.text() : "$description");
            }
        }
        assertThat(seen).containsExactly("init", "$description", "ready");
        assertThat(description().get("version")).isNotEqualTo(before.get("version"));
        assertThat(description().at("/nodes").has("room-attic")).isTrue();
        assertThat(Convention.problems(DEVICE, retained())).isEmpty();
    }

    @Test
    void aRoomThatStaysAwayGoesWithItsValues() throws Exception {
        House house = new House("hall", "attic");
        run(house);
        try (Broker.Listener listener = broker.listen(DEVICE + "/room-attic/listening")) {
            assertThat(listener.next().text()).isEqualTo("listening");
            house.rooms.remove("attic");
            assertThat(listener.next().text()).isEqualTo("lost");
            time.pass(RecentRooms.GONE);
            assertThat(listener.next().text()).isEmpty();
        }
        Map<String, String> retained = retained();
        assertThat(Convention.problems(DEVICE, retained)).isEmpty();
        assertThat(retained.keySet()).noneMatch(topic -> topic.contains("attic"));
    }

    /** The last will of a connection that was lost while the hub goes on. */
    @Test
    void aHubThatGoesOnIsNotLost() throws Exception {
        run(new House("hall"));
        try (Broker.Listener listener = broker.listen(DEVICE + "/$state")) {
            await(listener, DEVICE + "/$state", "ready");
            listener.publish(DEVICE + "/$state", "lost", true);
            await(listener, DEVICE + "/$state", "lost");
            await(listener, DEVICE + "/$state", "ready");
        }
    }

    @Test
    void whatAnEarlierRunLeftGoes() throws Exception {
        try (Broker.Listener earlier = broker.listen()) {
            earlier.publish(DEVICE + "/$alert/gone", "Doorbell: hall", true);
            earlier.publish(DEVICE + "/room-cellar/level", "-30", true);
            earlier.publish("homie/5/other/$state", "ready", true);
        }
        run(new House("hall"));
        assertThat(Convention.problems(DEVICE, retained())).isEmpty();
        assertThat(retained().keySet())
                .noneMatch(topic -> topic.contains("cellar") || topic.contains("$alert"));
        assertThat(broker.retained("homie/5/other/#")).hasSize(1);
    }

    @Test
    void itSaysWhenItGoesAndIsTakenAwayWhenItIsSwitchedOff() throws Exception {
        Homie part = run(new House("hall"));
        part.deactivate();
        assertThat(retained()).containsEntry(DEVICE + "/$state", "disconnected");
        try (Broker.Listener listener = broker.listen(DEVICE + "/#")) {
            homie = new Homie(broker.bus(), ontology, new Settings(false, "homie", "en"), time);
            Broker.Message first = listener.next();
            while (first.retained()) {
                first = listener.next();
            }
            assertThat(first).isEqualTo(new Broker.Message(DEVICE + "/$state", "", false));
        }
        broker.settle();
        assertThat(retained()).isEmpty();
        assertNoThreads();
    }

    @Test
    void noThreadIsLeftBehind() throws Exception {
        Homie part = run(new House("hall"));
        assertThat(threads()).isNotEmpty();
        part.deactivate();
        assertNoThreads();
    }

    /** One may be on its way out. */
    private static void assertNoThreads() throws InterruptedException {
        for (Thread thread : threads()) {
            thread.join(90_000);
        }
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("soribit-homie"))
                .toList();
    }
}
