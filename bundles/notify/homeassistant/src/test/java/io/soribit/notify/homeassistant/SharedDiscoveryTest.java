// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SourceSharing;
import io.soribit.mqtt.Broker;
import io.soribit.mqtt.MqttMessageBus;
import io.soribit.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs at a real broker that Home Assistant sees as one. */
@Timeout(120)
class SharedDiscoveryTest {
    private static final String HOME = "homeassistant/device/soribit_home/config";
    private static final String HALL = "homeassistant/device/soribit_home_hall/config";
    private static final String ATTIC = "homeassistant/device/soribit_home_attic/config";

    @TempDir Path folder;
    private final List<Hub> hubs = new ArrayList<>();
    private Broker broker;
    private Duration now = Duration.ZERO;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(folder, "test");
    }

    @AfterEach
    void stop() throws Exception {
        hubs.forEach(Hub::close);
        broker.close();
    }

    private final class Hub implements SourceSharing {
        final Home home = new Home("hall");
        final Set<String> elsewhere = ConcurrentHashMap.newKeySet();
        final MqttMessageBus bus;
        final String sync;
        final AtomicInteger synced = new AtomicInteger();
        Discovery discovery;
        boolean first;
        boolean engine = true;
        boolean cluster = true;

        Hub(String name, String shared) {
            bus = broker.bus(name);
            sync = "sync/" + name;
            bus.subscribe(sync, (topic, payload, retained) -> synced.incrementAndGet());
            Await.until("it is connected", bus::connected);
            discover(Form.DEVICE, shared);
            hubs.add(this);
        }

        void discover(Form form, String shared) {
            Settings settings = new Settings(form, "homeassistant", "en", shared);
            String hub = settings.nameOf(bus);
            discovery =
                    new Discovery(
                            bus,
                            settings,
                            new Devices(bus, hub, new GrowingOntology(), "en", "0.1.0"));
        }

        @Override
        public @Nullable SourceStatus elsewhere(SourceStatus here) {
            throw new AssertionError("only the engine asks");
        }

        @Override
        public boolean isElsewhere(String source) {
            return elsewhere.contains(source);
        }

        @Override
        public boolean isFirst() {
            return first;
        }

        void look() {
            discovery.look(engine ? home : null, home, cluster ? this : null, now);
        }

        /** Returns when it has received all that was published. */
        void settle() {
            int next = synced.get() + 1;
            bus.publish(sync, "", 1, false);
            Await.until("the bus hears itself", () -> synced.get() == next);
        }

        void close() {
            discovery.close();
            bus.close();
        }
    }

    private Hub hub(String name, boolean first, String... elsewhere) {
        Hub hub = new Hub(name, "home");
        hub.first = first;
        hub.elsewhere.addAll(List.of(elsewhere));
        return hub;
    }

    /** Looks each second, as the hubs do. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            hubs.forEach(Hub::look);
        }
    }

    private JsonNode described(String topic) throws Exception {
        return new ObjectMapper().readTree(broker.retained(topic).getOrDefault(topic, ""));
    }

    private void awaitOwner(String topic, String root) throws Exception {
        Await.value(
                topic + " is of " + root,
                () -> {
                    pass(1);
                    return described(topic).toString();
                },
                text -> text.contains(root + "/"));
    }

    @Test
    void roomsAreDescribedByTheHubThatHearsThemAndTheHubByTheFirst() throws Exception {
        Hub a = hub("a", true);
        Hub b = hub("b", false, "mic-hall");
        b.home.rooms.add("attic");
        awaitOwner(ATTIC, "soribit/b");
        awaitOwner(HALL, "soribit/a");
        awaitOwner(HOME, "soribit/a");
        assertThat(described(HALL).at("/device/name").asText()).isEqualTo("hall");
        assertThat(described(HOME).at("/device/name").asText()).isEqualTo("Soribit home");
        assertThat(entities(HALL))
                .contains("soribit_home_hall_doorbell", "binary_sensor.soribit_hall_doorbell");
        Set<String> before = entities(HALL);

        hubs.remove(a);
        a.close();
        b.first = true;
        b.elsewhere.clear();
        awaitOwner(HALL, "soribit/b");
        awaitOwner(HOME, "soribit/b");
        assertThat(entities(HALL)).isEqualTo(before);
        assertThat(broker.retained("homeassistant/#").keySet())
                .containsExactlyInAnyOrder(HOME, HALL, ATTIC);
    }

    private Set<String> entities(String topic) throws Exception {
        Set<String> ids = new TreeSet<>();
        described(topic)
                .path("components")
                .properties()
                .forEach(
                        part -> {
                            ids.add(part.getValue().path("unique_id").asText());
                            ids.add(part.getValue().path("default_entity_id").asText());
                        });
        return ids;
    }

    @Test
    void whatAnotherHubDescribesStays() throws Exception {
        hub("a", true);
        hub("b", false, "mic-hall");
        awaitOwner(HOME, "soribit/a");
        pass(200);
        assertThat(broker.retained("homeassistant/#").keySet())
                .containsExactlyInAnyOrder(HOME, HALL);
        assertThat(described(HALL).toString()).contains("soribit/a/hall/");
    }

    @Test
    void aHubThatHearsItsRoomAgainDescribesItAgain() throws Exception {
        Hub a = hub("a", true);
        Hub b = hub("b", false, "mic-hall");
        awaitOwner(HALL, "soribit/a");
        a.elsewhere.add("mic-hall");
        b.elsewhere.clear();
        awaitOwner(HALL, "soribit/b");
        b.elsewhere.add("mic-hall");
        a.elsewhere.clear();
        awaitOwner(HALL, "soribit/a");
    }

    @Test
    void twoHubsThatBothHearARoomDoNotReplaceEachOtherAllTheTime() throws Exception {
        hub("a", true);
        hub("b", true);
        awaitOwner(HALL, "soribit");
        try (Broker.Listener listener = broker.listen(HALL, "end")) {
            pass(28);
            broker.bus().publish("end", "", 1, false);
            int count = 0;
            while (!listener.next().topic().equals("end")) {
                count++;
            }
            assertThat(count).isLessThanOrEqualTo(3); // the retained one, and one of each
        }
    }

    @Test
    void whatAHubDescribedAloneBeforeIsRemoved() throws Exception {
        Hub a = new Hub("a", "");
        a.first = true;
        awaitOwner("homeassistant/device/soribit_a_hall/config", "soribit/a");
        a.discovery.close();
        a.discover(Form.DEVICE, "home");
        awaitOwner(HALL, "soribit/a");
        Await.value(
                "only what is shared is described",
                () -> broker.retained("homeassistant/#").keySet(),
                Set.of(HOME, HALL)::equals);
    }

    /** What a hub publishes of the house lacks the rooms that others hear. */
    @Test
    void theHouseOfOneHubIsNotThatOfAll() throws Exception {
        hub("a", true);
        awaitOwner(HOME, "soribit/a");
        JsonNode parts = described(HOME).path("components");
        assertThat(parts.has("alert")).isTrue();
        assertThat(parts.toString()).doesNotContain("soribit/a/house");
        assertThat(described(HALL).path("components").has("event")).isTrue();
    }

    @Test
    void aRoomOfWhichTwoHubsHearASourceEachIsDescribedByOne() throws Exception {
        Hub a = hub("a", true, "mic-hall");
        Hub b = hub("b", false, "cam-hall");
        hubs.forEach(hub -> hub.home.seconds.put("hall", "cam-hall"));
        awaitOwner(HALL, "soribit/a");
        try (Broker.Listener listener = broker.listen(HALL, "end")) {
            for (int i = 0; i < 4; i++) {
                pass(31);
                a.settle();
                b.settle();
            }
            broker.bus().publish("end", "", 1, false);
            assertThat(listener.next().retained()).isTrue();
            assertThat(listener.next().topic()).isEqualTo("end");
        }
    }

    @Test
    void aHubWhoseSourceIsGoneLeavesItsRoomToAnother() throws Exception {
        assertThatItLeavesItsRoom(a -> a.home.rooms.clear());
    }

    @Test
    void aHubWithoutEngineLeavesItsRoomToAnother() throws Exception {
        assertThatItLeavesItsRoom(a -> a.engine = false);
    }

    @Test
    void aHubWhoseClusterRestartsLeavesWhatAnotherDescribes() throws Exception {
        assertThatItLeavesItsRoom(a -> a.cluster = false);
        assertThat(described(HOME).toString()).contains("soribit/b/");
    }

    private void assertThatItLeavesItsRoom(Consumer<Hub> loss) throws Exception {
        Hub a = hub("a", true);
        Hub b = hub("b", false, "mic-hall");
        awaitOwner(HALL, "soribit/a");
        awaitOwner(HOME, "soribit/a");
        pass(31);
        a.settle();
        loss.accept(a);
        a.first = false;
        b.elsewhere.clear();
        b.first = true;
        b.look();
        b.settle();
        a.settle();
        assertThat(described(HALL).toString()).contains("soribit/b/");
        pass(5);
        a.settle();
        assertThat(described(HALL).toString()).contains("soribit/b/");
    }

    @Test
    void whatAHubRemovedStaysOnceAnotherDescribesIt() throws Exception {
        Hub a = hub("a", true);
        a.home.rooms.add("attic");
        awaitOwner(ATTIC, "soribit/a");
        a.settle();
        a.home.rooms.remove("attic");
        pass(62);
        a.settle();
        assertThat(described(ATTIC).isMissingNode()).isTrue();
        Hub b = hub("b", false, "mic-hall");
        b.home.rooms.add("attic");
        awaitOwner(ATTIC, "soribit/b");
        a.settle();
        a.discovery.repeat();
        a.settle();
        assertThat(described(ATTIC).toString()).contains("soribit/b/");
    }

    @Test
    void switchedOffOnEachHubNothingStays() throws Exception {
        Hub a = hub("a", true);
        Hub b = hub("b", false, "mic-hall");
        b.home.rooms.add("attic");
        awaitOwner(ATTIC, "soribit/b");
        awaitOwner(HALL, "soribit/a");
        awaitOwner(HOME, "soribit/a");
        for (Hub hub : hubs) {
            hub.discovery.close();
            hub.discover(Form.NONE, "home");
            hub.settle();
        }
        a.first = false;
        a.elsewhere.add("mic-hall");
        b.first = true;
        pass(4);
        a.settle();
        b.settle();
        assertThat(broker.retained("homeassistant/#")).isEmpty();
    }
}
