// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.MessageBus;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.mqtt.Broker;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class HomeAssistantTest {
    private static final String HUB = "homeassistant/device/soribit_hub/config";
    private static final String HALL = "homeassistant/device/soribit_hub_hall/config";

    @TempDir Path folder;
    private Broker broker;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(folder, "hub");
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private static HomeAssistant part(MessageBus bus) {
        Settings settings = new Settings(Form.DEVICE, "homeassistant", "en");
        return new HomeAssistant(bus, new SoundOntology(), settings, "0.1.0", () -> 0);
    }

    private static void next(Broker.Listener listener, String topic) throws Exception {
        assertThat(listener.next().topic()).isEqualTo(topic);
    }

    @Test
    void hearsOfRoomsAsServicesComeAndGoAndAnswersEachBirth() throws Exception {
        HomeAssistant part = part(broker.bus());
        try (Broker.Listener listener = broker.listen(HUB, HALL)) {
            next(listener, HUB);
            part.hearing = new Home("hall");
            next(listener, HALL);
            part.hearing = null;
            listener.publish("homeassistant/status", "offline", false);
            listener.publish("homeassistant/status", "online", false);
            next(listener, HUB);
            next(listener, HALL);
            listener.publish("homeassistant/status", "online", false);
            next(listener, HUB);
            next(listener, HALL);
        } finally {
            part.deactivate();
        }
        assertThat(broker.retained("homeassistant/#")).containsOnlyKeys(HUB, HALL);
    }

    @Test
    void leavesNoThreadAndNoSubscriptionBehind() throws Exception {
        Set<String> open = ConcurrentHashMap.newKeySet();
        MessageBus counted =
                new MessageBus() {
                    @Override
                    public boolean connected() {
                        return broker.bus().connected();
                    }

                    @Override
                    public String address() {
                        return broker.bus().address();
                    }

                    @Override
                    public String root() {
                        return broker.bus().root();
                    }

                    @Override
                    public void publish(String topic, byte[] payload, int qos, boolean retained) {
                        broker.bus().publish(topic, payload, qos, retained);
                    }

                    @Override
                    public Subscription subscribe(String filter, Handler handler) {
                        Subscription subscription = broker.bus().subscribe(filter, handler);
                        open.add(filter);
                        return () -> {
                            subscription.close();
                            open.remove(filter);
                        };
                    }
                };
        HomeAssistant part = part(counted);
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "homeassistant/status",
                        "homeassistant/device/+/config",
                        "homeassistant/+/+/+/config",
                        "soribit/hub/+/+/state",
                        "soribit/hub/health",
                        "soribit/hub/+/health");
        List<Thread> started = threads();
        assertThat(started).hasSize(1);
        part.deactivate();
        assertThat(open).isEmpty();
        started.get(0).join(90_000);
        assertThat(started.get(0).isAlive()).isFalse();
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("soribit-homeassistant"))
                .toList();
    }
}
