// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static io.soribit.notify.mqtt.Sounds.doorbell;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.ModelException;
import io.soribit.api.Phase;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.room.RoomHealth;
import io.soribit.mqtt.MqttMessageBus;
import io.soribit.mqtt.Probe;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.FakeHub;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.Mosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an outside client sees at a real broker. */
@Timeout(240)
class TopicsTest {

    @TempDir Path folder;
    private Mosquitto broker;
    private MqttMessageBus bus;

    @BeforeEach
    void start() throws Exception {
        broker = new Mosquitto(folder);
        bus = new MqttMessageBus(new BusSettings("hub", "soribit-hub", "", ""));
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
        broker.close();
    }

    /** A probe that has seen the hub come online. */
    private Probe connected(String filter) throws Exception {
        Probe probe = new Probe(broker.uri(), filter, "soribit/hub/status", "ready");
        CountDownLatch ready = new CountDownLatch(1);
        bus.subscribe("ready", (topic, payload, retained) -> ready.countDown());
        bus.broker(broker.uri());
        bus.publish("ready", "", 1, false);
        assertThat(ready.await(90, TimeUnit.SECONDS)).isTrue();
        probe.await("ready ");
        return probe;
    }

    /** All that was subscribed before is known to the broker when this returns. */
    private void awaitSubscriptions() throws Exception {
        CountDownLatch known = new CountDownLatch(1);
        try (var unused = bus.subscribe("known", (topic, payload, retained) -> known.countDown())) {
            bus.publish("known", "", 1, false);
            assertThat(known.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Hearing hearing(@Nullable String model, SourceStatus... sources) {
        return new FakeHub() {
            @Override
            public List<SourceStatus> sources() {
                return List.of(sources);
            }

            @Override
            public @Nullable String model() {
                return model;
            }
        };
    }

    private static SourceStatus source(String id, String room, SourceState state, float level) {
        return FakeHub.source(id, room, state, level);
    }

    @Test
    void soundsOfRoomsAndOfTheHouse() throws Exception {
        try (Probe probe = connected("soribit/hub/+/sound")) {
            SoundTopics topics = new SoundTopics(bus);
            topics.onSound(doorbell("r1", Phase.START, false, "hall"));
            topics.onSound(doorbell("h1", Phase.START, true, "hall", "kitchen"));
            assertThat(probe.next()).startsWith("soribit/hub/hall/sound {\"id\":\"r1\"");
            assertThat(probe.next()).startsWith("soribit/hub/house/sound {\"id\":\"h1\"");
        }
    }

    @Test
    void stateIsOnFromTheFirstStartToTheLastEnd() throws Exception {
        String topic = "soribit/hub/hall/doorbell/state ";
        try (Probe probe = connected("soribit/hub/+/+/state")) {
            StateTopics topics = new StateTopics(bus);
            topics.onSound(doorbell("a", Phase.START, false, "hall"));
            topics.onSound(doorbell("b", Phase.START, false, "hall"));
            topics.onSound(doorbell("a", Phase.UPDATE, false, "hall"));
            topics.onSound(doorbell("a", Phase.END, false, "hall"));
            topics.onSound(doorbell("b", Phase.END, false, "hall"));
            topics.onSound(doorbell("c", Phase.START, true, "hall"));
            topics.deactivate();
            assertThat(probe.next(4))
                    .containsExactly(
                            topic + "ON",
                            topic + "OFF",
                            "soribit/hub/house/doorbell/state ON",
                            "soribit/hub/house/doorbell/state OFF");
        }
    }

    @Test
    void stateIsPublishedOnRequest() throws Exception {
        String topic = "soribit/hub/거실/doorbell/";
        try (Probe probe = connected("soribit/hub/+/+/state")) {
            StateTopics topics = new StateTopics(bus);
            awaitSubscriptions();
            probe.publish(topic + "get", "", false);
            assertThat(probe.next()).isEqualTo(topic + "state OFF");
            topics.onSound(doorbell("a", Phase.START, false, "거실"));
            assertThat(probe.next()).isEqualTo(topic + "state ON");
            probe.publish(topic + "get", "", false);
            assertThat(probe.next()).isEqualTo(topic + "state ON");
            topics.deactivate();
            assertThat(probe.next()).isEqualTo(topic + "state OFF");
        }
    }

    @Test
    void statesLeftOnByAnEarlierRunAreSetOff() throws Exception {
        String left = "soribit/hub/hall/doorbell/state";
        String now = "soribit/hub/kitchen/doorbell/state";
        try (Probe probe = new Probe(broker.uri())) {
            probe.publish(left, "ON", true);
            probe.publish(now, "ON", true);
            probe.publish("soribit/other/hall/doorbell/state", "ON", true);
        }
        StateTopics topics = new StateTopics(bus);
        topics.onSound(doorbell("a", Phase.START, false, "kitchen"));
        try (Probe probe = new Probe(broker.uri(), left)) {
            assertThat(probe.next()).isEqualTo(left + " ON (retained)");
            bus.broker(broker.uri());
            assertThat(probe.next()).isEqualTo(left + " OFF");
        }
        bus.close();
        try (Probe probe = new Probe(broker.uri(), "soribit/+/+/doorbell/state")) {
            assertThat(probe.next(3))
                    .containsExactlyInAnyOrder(
                            left + " OFF (retained)",
                            now + " ON (retained)",
                            "soribit/other/hall/doorbell/state ON (retained)");
        }
    }

    @Test
    void hearingIsTheBestSourceOfARoom() throws Exception {
        try (Probe probe = connected("soribit/hub/+/listening")) {
            HearingReport report = new HearingReport(bus);
            var lost = source("a", "hall", SourceState.LOST, -120);
            report(report, hearing("m", lost, source("b", "hall", SourceState.LISTENING, -30)), 0);
            report(report, hearing("m", lost), 0);
            report(report, hearing("m", lost), 0);
            report(report, hearing("m", source("b", "hall", SourceState.STALLED, -30)), 0);
            report(report, null, 0);
            assertThat(probe.next(4))
                    .containsExactly(
                            "soribit/hub/hall/listening listening",
                            "soribit/hub/hall/listening lost",
                            "soribit/hub/hall/listening stalled",
                            "soribit/hub/hall/listening lost");
        }
    }

    @Test
    void levelWhenItChangesByThreeDecibelsAndEveryTenSeconds() throws Exception {
        try (Probe probe = connected("soribit/hub/+/+")) {
            HearingReport report = new HearingReport(bus);
            float[] levels = {-40.04f, -40.3f, -42.9f, -43.1f, -41f, -41f, -41f};
            int[] seconds = {0, 1, 2, 3, 12, 13, 14};
            for (int i = 0; i < levels.length; i++) {
                var hall = source("a", "hall", SourceState.LISTENING, levels[i]);
                report(report, hearing(null, hall), seconds[i]);
            }
            report(report, hearing("home-int8"), 15);
            report(report, hearing(null), 16);
            assertThat(probe.next(7))
                    .containsExactly(
                            "soribit/hub/hall/listening listening",
                            "soribit/hub/hall/level -40.0",
                            "soribit/hub/hall/level -43.1",
                            "soribit/hub/hall/level -41.0",
                            "soribit/hub/hall/listening lost",
                            "soribit/hub/model/state home-int8",
                            "soribit/hub/model/state ");
        }
    }

    @Test
    void retainedTopicsOfRemovedRoomsAreDeleted() throws Exception {
        String state = "soribit/hub/attic/doorbell/state";
        try (Probe probe = new Probe(broker.uri(), "soribit/hub/attic/listening", state)) {
            probe.publish("soribit/hub/attic/listening", "listening", true);
            probe.publish(state, "OFF", true);
            assertThat(probe.next()).isEqualTo("soribit/hub/attic/listening listening");
            assertThat(probe.next()).isEqualTo(state + " OFF");
            HearingReport report = new HearingReport(bus);
            awaitRetained(report);
            report(report, hearing("m"), 0);
            report(report, hearing("m"), RemovedRooms.SETTLED.toSeconds() - 1);
            bus.publish("soribit/hub/attic/listening", "still there", 1, false);
            assertThat(probe.next()).isEqualTo("soribit/hub/attic/listening still there");
            report(report, hearing("m"), RemovedRooms.SETTLED.toSeconds());
            assertThat(probe.next(2))
                    .containsExactlyInAnyOrder("soribit/hub/attic/listening ", state + " ");
        }
    }

    /** Connects, and returns when all that is retained has been received. */
    private void awaitRetained(HearingReport report) throws Exception {
        report(report, null, 0);
        CountDownLatch ready = new CountDownLatch(1);
        bus.subscribe("ready", (topic, payload, retained) -> ready.countDown());
        bus.broker(broker.uri());
        bus.publish("ready", "", 1, false);
        assertThat(ready.await(90, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void roomsOfAnotherHubOfTheSameNameStay() throws Exception {
        String attic = "soribit/hub/attic/";
        try (Probe probe = new Probe(broker.uri(), attic + "+", "soribit/hub/gone/listening")) {
            probe.publish(attic + "listening", "listening", true);
            probe.publish("soribit/hub/gone/listening", "listening", true);
            assertThat(probe.next(2)).hasSize(2);
            HearingReport report = new HearingReport(bus);
            awaitRetained(report);
            probe.publish(attic + "health", "{\"instance\":\"other\"}", false);
            assertThat(probe.next()).startsWith(attic + "health");
            awaitRetained(report);
            report(report, hearing("m"), 0);
            report(report, hearing("m"), RemovedRooms.SETTLED.toSeconds());
            assertThat(probe.next()).isEqualTo("soribit/hub/gone/listening ");
        }
        try (Probe late = new Probe(broker.uri(), attic + "listening")) {
            assertThat(late.next()).isEqualTo(attic + "listening listening (retained)");
        }
    }

    /** One source with a name that cannot be a topic leaves all others alone. */
    @Test
    void aRoomWithAForbiddenNameHasTopicsOfItsOwn() throws Exception {
        try (Probe probe = connected("soribit/hub/#");
                LogCapture log = LogCapture.by("io.soribit.notify.mqtt")) {
            HearingReport report = new HearingReport(bus);
            var bad = source("a", "a/b#\n", SourceState.LISTENING, -30);
            var good = source("b", "hall", SourceState.LISTENING, -30);
            report(report, hearing("m", bad, good), 0);
            report(report, hearing("m", bad, good), 1);
            new SoundTopics(bus).onSound(doorbell("r1", Phase.START, false, "a/b#\n"));
            new StateTopics(bus).onSound(doorbell("r1", Phase.START, false, "a/b#\n"));
            String topic = "soribit/hub/a%2Fb%23%0A/";
            assertThat(probe.next(5))
                    .containsExactly(
                            topic + "listening listening",
                            "soribit/hub/hall/listening listening",
                            topic + "level -30.0",
                            "soribit/hub/hall/level -30.0",
                            "soribit/hub/model/state m");
            assertThat(probe.next()).startsWith(topic + "sound {");
            assertThat(probe.next()).isEqualTo(topic + "doorbell/state ON");
            assertThat(log.about("a%2Fb%23%0A")).hasSize(1);
        }
    }

    @Test
    void aRoomInAZoneIsOneLevel() throws Exception {
        try (Probe probe = connected("soribit/hub/#");
                LogCapture log = LogCapture.by("io.soribit.notify.mqtt")) {
            HearingReport report = new HearingReport(bus);
            var room = source("a", "floor2/room214", SourceState.LISTENING, -30);
            report(report, hearing("m", room), 0);
            assertThat(probe.next()).isEqualTo("soribit/hub/floor2%2Froom214/listening listening");
            assertThat(log.about("floor2")).isEmpty();
        }
    }

    private static void report(HearingReport report, @Nullable Hearing hearing, long seconds) {
        report.report(
                hearing,
                hearing == null ? Map.of() : RoomHealth.of(hearing.sources()),
                Duration.ofSeconds(seconds));
    }

    @Test
    void modelsAreListedAndSwitchedAndTheRequestIsEchoed() throws Exception {
        FakeRegistry registry = new FakeRegistry("a", "b");
        try (Probe probe = connected("soribit/hub/model/+")) {
            ModelTopics topics = new ModelTopics(bus, registry);
            awaitSubscriptions();
            probe.await(LIST.formatted("active", "proven"));
            probe.ask("soribit/hub/model/set", "b", "r-1");
            probe.await("soribit/hub/model/set b");
            assertThat(probe.next(2))
                    .containsExactly(
                            "soribit/hub/model/result {\"request\":\"r-1\",\"model\":\"b\",\"ok\":true,"
                                    + "\"message\":\"b is active\"}",
                            LIST.formatted("proven", "active"));
            probe.ask("soribit/hub/model/set", "c", "r-2");
            probe.await("soribit/hub/model/set c");
            assertThat(probe.next())
                    .contains("\"request\":\"r-2\"")
                    .contains("\"ok\":false,\"message\":\"there is no model c\"");
            probe.ask("soribit/hub/kitchen/model/set", "a", "r-3");
            assertThat(probe.next())
                    .contains("\"request\":\"r-3\",\"model\":\"a\",\"room\":\"kitchen\"");
            assertThat(registry.used).containsExactly("b", "a in kitchen");
            topics.deactivate();
        }
    }

    @Test
    void retainedRequestsAreIgnored() throws Exception {
        FakeRegistry registry = new FakeRegistry("a", "b");
        try (Probe probe = connected("soribit/hub/model/+")) {
            probe.publish("soribit/hub/model/set", "b", true);
            ModelTopics topics = new ModelTopics(bus, registry);
            awaitSubscriptions();
            probe.await(LIST.formatted("active", "proven"));
            probe.ask("soribit/hub/model/set", "a", "");
            probe.await("soribit/hub/model/set a");
            assertThat(probe.next()).contains("\"model\":\"a\",\"ok\":true");
            assertThat(registry.used).containsExactly("a");
            topics.deactivate();
        }
    }

    private static final String LIST =
            "soribit/hub/model/list [{\"id\":\"a\",\"version\":\"1\",\"place\":\"here\",\"state\":\"%s\","
                    + "\"reason\":\"\"},{\"id\":\"b\",\"version\":\"1\",\"place\":\"here\","
                    + "\"state\":\"%s\",\"reason\":\"\"}]";

    private static final class FakeRegistry extends FakeHub {
        private final List<String> ids;
        private final List<String> used = new CopyOnWriteArrayList<>();
        private volatile String current;

        FakeRegistry(String... ids) {
            this.ids = List.of(ids);
            current = ids[0];
        }

        @Override
        public List<ModelStatus> list() {
            return ids.stream()
                    .map(
                            id ->
                                    new ModelStatus(
                                            id,
                                            "1",
                                            "here",
                                            id.equals(current)
                                                    ? ModelState.ACTIVE
                                                    : ModelState.PROVEN,
                                            ""))
                    .toList();
        }

        @Override
        public String use(String id, @Nullable String room) throws ModelException {
            if (!ids.contains(id)) {
                throw new ModelException("there is no model " + id);
            }
            used.add(room == null ? id : id + " in " + room);
            current = id;
            return id + " is active";
        }
    }
}
