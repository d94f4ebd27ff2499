// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soribit.api.MessageBus;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the hub use the lights of Home Assistant as lamps: {@code soribit/<hub>/ha/lamp/<entity>} is
 * the state of one in the form of Zigbee2MQTT, {@code .../set} and {@code .../get} call Home
 * Assistant, {@code .../config} and {@code .../availability} describe it (retained).
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = HomeAssistantLights.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HomeAssistantLights.Config.class)
public final class HomeAssistantLights {
    static final String PID = "io.soribit.notify.light.homeassistant";
    private static final Logger LOG = LoggerFactory.getLogger(HomeAssistantLights.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A person's change is seen within this time. */
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private static final int QUEUE = 8;

    /** Configuration of the lights of Home Assistant. */
    @ObjectClassDefinition(
            name = "Soribit lamps of Home Assistant",
            description = "Its lights become lamps, named ha:light.NAME.")
    public @interface Config {
        @AttributeDefinition(name = "URL", description = "Home Assistant.")
        String url() default "http://homeassistant.local:8123";

        @AttributeDefinition(
                name = "Token",
                description = "A long-lived access token, made in your profile there.",
                type = AttributeType.PASSWORD)
        String token() default "";
    }

    private final MessageBus bus;
    private final RestApi api;
    private final String prefix;
    private final MessageBus.Subscription sets;
    private final MessageBus.Subscription gets;
    private final PeriodicTask task;
    private final ConcurrentMap<String, SerialExecutor> calls = new ConcurrentHashMap<>();
    private final Map<String, String> published = new ConcurrentHashMap<>();
    private final AtomicReference<String> problem = new AtomicReference<>("");

    @Activate
    public HomeAssistantLights(@Reference MessageBus bus, Config config) {
        this.bus = bus;
        api = new RestApi(config.url().strip().replaceFirst("/+$", ""), config.token().strip());
        prefix = bus.root() + "/ha/lamp/";
        sets = bus.subscribe(prefix + "+/set", this::onSet);
        gets = bus.subscribe(prefix + "+/get", (topic, payload, retained) -> onGet(topic));
        task = new PeriodicTask("soribit-light-ha", Duration.ZERO, PERIOD, this::poll);
    }

    /** Old commands would light lamps later. */
    private void onSet(String topic, byte[] payload, boolean retained) {
        String entity = entity(topic);
        if (!retained && isKnown(entity)) {
            run(entity, () -> set(entity, JSON.readTree(payload)));
        }
    }

    private void onGet(String topic) {
        String entity = entity(topic);
        if (isKnown(entity)) {
            run(entity, () -> report(entity, api.state(entity)));
        }
    }

    private String entity(String topic) {
        return topic.substring(prefix.length(), topic.lastIndexOf('/'));
    }

    /** Each light has a thread: Home Assistant says which there are, not who publishes. */
    private boolean isKnown(String entity) {
        return published.containsKey(prefix + entity + "/config");
    }

    private static boolean isLight(String entity) {
        return entity.matches("light\\.[a-z0-9_]{1,200}");
    }

    private interface Call {
        void run() throws IOException;
    }

    /** The calls for a light, one after the other: a slow light delays no other. */
    private void run(String entity, Call call) {
        calls.computeIfAbsent(
                        entity, e -> new SerialExecutor("soribit-ha-" + e, QUEUE, WhenFull.DROP))
                .execute(() -> attempt(call));
    }

    private void attempt(Call call) {
        try {
            call.run();
            problem.set("");
        } catch (IOException e) {
            String text = String.valueOf(e.getMessage());
            if (!text.equals(problem.getAndSet(text))) {
                LOG.warn("lamps of Home Assistant: {}", text);
            }
        }
    }

    private void set(String entity, JsonNode message) throws IOException {
        api.call(LightState.service(message), LightState.data(entity, message));
        report(entity, api.state(entity));
    }

    /** To be called every other second. */
    void poll() {
        attempt(
                () ->
                        api.states()
                                .forEach(
                                        state -> {
                                            String entity = state.path("entity_id").asText();
                                            if (isLight(entity)) {
                                                describe(entity, state);
                                            }
                                        }));
    }

    private void describe(String entity, JsonNode state) {
        String name = state.at("/attributes/friendly_name").asText(entity);
        String config =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name.isEmpty() ? entity : name)
                        .put("ability", LightState.ability(state))
                        .toString();
        publish(prefix + entity + "/config", config);
        publish(
                prefix + entity + "/availability",
                LightState.isAvailable(state) ? "online" : "offline");
        String report = LightState.report(state).toString();
        if (LightState.isAvailable(state)
                && !report.equals(published.put(prefix + entity, report))) {
            bus.publish(prefix + entity, report, 1, false);
        }
    }

    private void report(String entity, JsonNode state) {
        if (LightState.isAvailable(state)) {
            String report = LightState.report(state).toString();
            published.put(prefix + entity, report);
            bus.publish(prefix + entity, report, 1, false);
        }
    }

    private void publish(String topic, String text) {
        if (!text.equals(published.put(topic, text))) {
            bus.publish(topic, text, 1, true);
        }
    }

    @Deactivate
    void deactivate() {
        sets.close();
        gets.close();
        task.close();
        calls.values().forEach(SerialExecutor::close);
        published.keySet().stream()
                .filter(topic -> topic.endsWith("/config") || topic.endsWith("/availability"))
                .forEach(topic -> bus.publish(topic, "", 1, true));
    }
}
