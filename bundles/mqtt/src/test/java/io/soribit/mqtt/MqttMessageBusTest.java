// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.broker.BrokerSettings;
import io.soribit.broker.BrokerSupervisor;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.Await;
import io.soribit.testkit.Mosquitto;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class MqttMessageBusTest {
    private static final BusSettings SETTINGS = new BusSettings("hub", "soribit-hub", "", "");

    @TempDir Path folder;
    private Mosquitto broker;
    private MqttMessageBus bus;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        broker = new Mosquitto(folder);
        bus = new MqttMessageBus(SETTINGS);
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
        broker.close();
    }

    private void receive(String topic, byte[] payload, boolean retained) {
        received.add(topic + " " + new String(payload, UTF_8) + (retained ? " (retained)" : ""));
    }

    private String next() throws InterruptedException {
        return received.poll(90, TimeUnit.SECONDS);
    }

    @Test
    void saysWhetherItIsThere() throws Exception {
        try (Probe probe = new Probe(broker.uri(), "soribit/hub/status")) {
            bus.broker(broker.uri());
            assertThat(probe.next()).isEqualTo("soribit/hub/status online");
            bus.close();
            assertThat(probe.next()).isEqualTo("soribit/hub/status offline");
        }
        try (Probe late = new Probe(broker.uri(), "soribit/hub/status")) {
            assertThat(late.next()).isEqualTo("soribit/hub/status offline (retained)");
        }
    }

    @Test
    void lastWillPublishesASuddenEnd() throws Exception {
        try (Probe probe = new Probe(broker.uri(), "soribit/hub/status")) {
            Process hub = HubProcess.start(broker.uri());
            assertThat(probe.next()).isEqualTo("soribit/hub/status online");
            hub.destroyForcibly();
            assertThat(probe.next()).isEqualTo("soribit/hub/status offline");
        }
    }

    @Test
    void eachLastWillPublishesASuddenEnd() throws Exception {
        try (Probe probe = new Probe(broker.uri(), "hub/state")) {
            Process hub = HubProcess.start(broker.uri());
            assertThat(probe.next()).isEqualTo("hub/state ready");
            hub.destroyForcibly();
            assertThat(probe.next()).isEqualTo("hub/state lost");
        }
    }

    @Test
    void aLastWillThatIsWithdrawnOrLeftWithAGoodbyeIsNotPublished() throws Exception {
        bus.broker(broker.uri());
        try (Probe probe = new Probe(broker.uri(), "hub/#")) {
            LastWill one = bus.lastWill("hub/one", "lost");
            LastWill two = bus.lastWill("hub/two", "lost");
            Await.until("their connections", () -> one.connected() && two.connected());
            one.close();
            bus.close();
            probe.publish("hub/marker", "end", false);
            assertThat(probe.next()).isEqualTo("hub/marker end");
        }
    }

    @Test
    void whatIsPublishedWhileTheBrokerIsDownArrivesInOrder() throws Exception {
        bus.broker(broker.uri());
        try (Probe probe = new Probe(broker.uri(), "soribit/hub/before")) {
            bus.publish("soribit/hub/before", "1", 1, false);
            assertThat(probe.next()).isEqualTo("soribit/hub/before 1");
        }
        broker.kill();
        IntStream.range(0, 500).forEach(i -> bus.publish("t/event", "" + i, 1, false));
        bus.publish("t/state", "ON", 1, true);
        bus.publish("t/state", "OFF", 1, true);
        // The bus finds its way back within seconds; the probe has to be there first.
        bus.leave(broker.uri(), Duration.ofSeconds(5));
        broker.start();
        try (Probe probe = new Probe(broker.uri(), "t/#")) {
            bus.broker(broker.uri());
            assertThat(probe.next(501))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(0, 500)
                                    .mapToObj(i -> i < 500 ? "t/event " + i : "t/state OFF")
                                    .toList());
        }
    }

    @Test
    void comesBackByItselfWithItsSubscriptionsAndItsRetainedMessages() throws Exception {
        bus.broker(broker.uri());
        bus.subscribe("in/+", this::receive);
        bus.publish("in/state", "kept", 1, true);
        assertThat(next()).isEqualTo("in/state kept");

        broker.kill();
        broker.start();

        // Mosquitto has forgotten all: it is the hub that tells it again.
        assertThat(next()).startsWith("in/state kept");
        try (Probe probe = new Probe(broker.uri(), "in/state", "soribit/hub/status")) {
            assertThat(probe.next(2))
                    .containsExactlyInAnyOrder(
                            "in/state kept (retained)", "soribit/hub/status online (retained)");
            probe.publish("in/other", "hello", false);
            assertThat(next()).isEqualTo("in/other hello");
        }
    }

    @Test
    void eachOfOverlappingSubscriptionsHearsAMessageOnce() throws Exception {
        bus.broker(broker.uri());
        BlockingQueue<String> wide = new LinkedBlockingQueue<>();
        bus.subscribe("a/#", (topic, payload, retained) -> wide.add(new String(payload, UTF_8)));
        var closed = bus.subscribe("a/b", (topic, payload, retained) -> wide.add("closed"));
        bus.subscribe("a/b", this::receive);
        closed.close();
        bus.publish("a/b", "1", 1, false);
        bus.publish("a/b", "2", 1, false);
        assertThat(next()).isEqualTo("a/b 1");
        assertThat(next()).isEqualTo("a/b 2");
        assertThat(wide.poll(90, TimeUnit.SECONDS)).isEqualTo("1");
        assertThat(wide.poll(90, TimeUnit.SECONDS)).isEqualTo("2");
        assertThat(received).isEmpty();
        assertThat(wide).isEmpty();
    }

    @Test
    void laterSubscriberGetsWhatIsRetained() throws Exception {
        try (Probe probe = new Probe(broker.uri())) {
            probe.publish("lamp", "{}", true);
        }
        bus.broker(broker.uri());
        bus.subscribe("lamp", (topic, payload, retained) -> received.add("first"));
        assertThat(next()).isEqualTo("first");
        bus.subscribe("lamp", this::receive);
        assertThat(List.of(next(), next())).contains("lamp {} (retained)");
    }

    @Test
    void subscriptionThatIsClosedAndMadeAnewAtOnceHears() throws Exception {
        try (Probe probe = new Probe(broker.uri())) {
            probe.publish("lamp", "{}", true);
        }
        bus.broker(broker.uri());
        var before = bus.subscribe("lamp", this::receive);
        assertThat(next()).isEqualTo("lamp {} (retained)");
        for (int i = 0; i < 20; i++) {
            before.close();
            before = bus.subscribe("lamp", this::receive);
            assertThat(next()).isEqualTo("lamp {} (retained)");
        }
    }

    @Test
    void failingHandlerHarmsNoOther() throws Exception {
        bus.broker(broker.uri());
        bus.subscribe(
                "x",
                (topic, payload, retained) -> {
                    throw new IllegalStateException("on purpose");
                });
        bus.subscribe("x", this::receive);
        bus.publish("x", "1", 1, false);
        assertThat(next()).isEqualTo("x 1");
    }

    @Test
    void publishNeverWaitsForTheNetwork() {
        bus.broker(URI.create("tcp://127.0.0.1:1"));
        for (int i = 0; i < 20_000; i++) {
            bus.publish("t", "" + i, 1, false);
        }
        assertThat(bus.connected()).isFalse();
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        bus.close();
        Set<Thread> before = threads();
        BlockingQueue<Integer> attempts = new ArrayBlockingQueue<>(1);
        for (int i = 0; i < 3; i++) {
            MqttMessageBus other = new MqttMessageBus(new BusSettings("x", "x", "", ""));
            other.subscribe("ping", (topic, payload, retained) -> attempts.offer(1));
            other.broker(broker.uri());
            other.publish("ping", "", 1, false);
            assertThat(attempts.poll(90, TimeUnit.SECONDS)).isEqualTo(1);
            other.broker(URI.create("tcp://127.0.0.1:1"));
            other.close();
        }
        Set<Thread> left = threads();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(90_000);
        }
        assertThat(left).noneMatch(Thread::isAlive);
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    @Test
    void refusesWhatMqttCannotSay() {
        assertThatThrownBy(() -> bus.publish("a/+", "", 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a/+");
        assertThatThrownBy(() -> bus.publish("a", "", 3, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bus.subscribe("a/#/b", this::receive))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a/#/b");
    }

    @Test
    void worksWithTheHubsOwnBrokerAcrossItsRestart(@TempDir Path data) throws Exception {
        BlockingQueue<URI> own = new LinkedBlockingQueue<>();
        BrokerSettings settings = new BrokerSettings("127.0.0.1", 0, false, data);
        bus.subscribe("in/#", this::receive);
        for (String round : List.of("one", "two")) {
            try (BrokerSupervisor supervisor =
                    new BrokerSupervisor(
                            settings,
                            Duration.ofSeconds(1),
                            started -> {
                                own.add(started.uri());
                                return () -> {};
                            })) {
                URI uri = own.poll(90, TimeUnit.SECONDS);
                bus.publish("in/" + round, "waits", 1, false);
                bus.broker(uri);
                assertThat(next()).isEqualTo("in/" + round + " waits");
                try (Probe probe = new Probe(uri, "soribit/hub/status")) {
                    assertThat(probe.next()).isEqualTo("soribit/hub/status online (retained)");
                    bus.leave(uri, Duration.ofSeconds(5));
                    assertThat(probe.next()).isEqualTo("soribit/hub/status offline");
                }
            }
        }
    }
}
