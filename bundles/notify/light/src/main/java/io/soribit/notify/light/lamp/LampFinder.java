// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.lamp.LampProtocol.Ability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds lamps on the broker by what they, or their gateways, say of themselves, and notes which can
 * be reached. Thread-safe.
 */
public final class LampFinder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LampFinder.class);

    /** More devices than this are not looked at. */
    private static final int MOST = 500;

    private static final int LONGEST_NAME = 200;

    private final MessageBus bus;
    private final String base;
    private final Consumer<FoundLamp> listener;
    private final Consumer<String> online;
    private final Set<String> used;
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();
    private final Zigbee2MqttCatalog catalog = new Zigbee2MqttCatalog();
    private final Map<String, List<FoundLamp>> byTopic = new ConcurrentHashMap<>();
    private final Map<String, Boolean> reachable = new ConcurrentHashMap<>();
    private final Set<String> odd = ConcurrentHashMap.newKeySet();
    private byte[] groups = "[]".getBytes(UTF_8);

    /** What is done with a message. */
    @FunctionalInterface
    private interface Reader {
        void read(String topic, byte[] payload) throws IOException;
    }

    /**
     * Begins to look.
     *
     * @param base topic of Zigbee2MQTT
     * @param used those whose reachability matters, wherever their topics are
     * @param listener receives what is found, also again; on the thread of the bus
     * @param online receives the ids of lamps, and of Shellys as a whole, that report that they are
     *     online; on the thread of the bus
     */
    public LampFinder(
            MessageBus bus,
            String base,
            Collection<Lamp> used,
            Consumer<FoundLamp> listener,
            Consumer<String> online) {
        this.bus = bus;
        this.base = base;
        this.listener = listener;
        this.online = online;
        this.used =
                used.stream()
                        .map(lamp -> key(lamp.kind(), lamp.name()))
                        .collect(Collectors.toUnmodifiableSet());
        read(base + "/bridge/devices", this::devices);
        read(base + "/bridge/groups", this::groups);
        read(base + "/+/availability", this::availability);
        read("tasmota/discovery/+/config", this::tasmota);
        read("tele/+/LWT", (topic, payload) -> note(Lamp.Kind.TASMOTA, level(topic, 1), payload));
        read("wled/+/status", this::wled);
        read("+/online", this::shelly);
        read(bus.root() + "/shelly/+/rpc", this::shellyParts);
        read(bus.root() + "/ha/lamp/+/config", this::homeAssistant);
        read(
                bus.root() + "/ha/lamp/+/availability",
                (topic, state) -> note(Lamp.Kind.HOME_ASSISTANT, entity(topic), state));
        for (Lamp lamp : used) {
            watch(lamp);
        }
    }

    private void watch(Lamp lamp) {
        String name = lamp.name();
        switch (lamp.kind()) {
            case ZIGBEE2MQTT -> {
                if (name.contains("/")) {
                    read(base + "/" + name + "/availability", this::availability);
                }
            }
            case WLED -> {
                if (!name.matches("wled/[^/]+")) {
                    read(name + "/status", (topic, state) -> note(lamp.kind(), name, state));
                }
            }
            case SHELLY -> {
                String prefix = name.substring(0, name.lastIndexOf('/'));
                if (prefix.contains("/")) {
                    read(prefix + "/online", this::shelly);
                }
            }
            case TASMOTA, HOME_ASSISTANT -> {}
        }
    }

    private void read(String filter, Reader reader) {
        subscriptions.add(
                bus.subscribe(
                        filter,
                        (topic, payload, retained) -> {
                            try {
                                synchronized (this) {
                                    reader.read(topic, payload);
                                }
                                odd.remove(topic);
                            } catch (IOException e) {
                                misread(topic, e);
                            }
                        }));
    }

    /** Said once of each topic until it is understood again. */
    private void misread(String topic, IOException error) {
        if (odd.size() < MOST && odd.add(topic)) {
            LOG.warn(
                    "ignoring malformed message on {}: {}; check what"
                            + " sends it, and update its firmware",
                    topic,
                    error instanceof JsonProcessingException ? "no JSON" : error.getMessage());
        }
    }

    /** All that were found, by id. */
    public Map<String, FoundLamp> found() {
        Map<String, FoundLamp> all = new TreeMap<>();
        byTopic.values().forEach(some -> some.forEach(one -> all.put(one.id(), one)));
        return all;
    }

    /** Whether a lamp can be reached; null if nothing says so. */
    public @Nullable Boolean isReachable(Lamp lamp) {
        return reachable.get(key(lamp.kind(), lamp.name()));
    }

    private void devices(String topic, byte[] payload) throws IOException {
        keep(topic, payload.length == 0 ? List.of() : catalog.devices(LampJson.readList(payload)));
        groups(base + "/bridge/groups", groups);
    }

    private void groups(String topic, byte[] payload) throws IOException {
        byte[] list = payload.length == 0 ? "[]".getBytes(UTF_8) : payload;
        keep(topic, catalog.groups(LampJson.readList(list)));
        groups = list;
    }

    private void availability(String topic, byte[] payload) throws IOException {
        String name = topic.substring(base.length() + 1, topic.lastIndexOf('/'));
        String text = new String(payload, UTF_8);
        String state = text.startsWith("{") ? LampJson.read(payload).path("state").asText() : text;
        note(Lamp.Kind.ZIGBEE2MQTT, name, state.getBytes(UTF_8));
    }

    private void tasmota(String topic, byte[] payload) throws IOException {
        if (payload.length == 0) {
            keep(topic, List.of());
            return;
        }
        JsonNode json = LampJson.read(payload);
        String name = json.path("t").asText();
        boolean light = contains(json.path("rl"), 2);
        if (name.isBlank() || !(light || contains(json.path("rl"), 1))) {
            keep(topic, List.of());
            return;
        }
        if (!json.path("ft").asText("%prefix%/%topic%/").equals("%prefix%/%topic%/")) {
            LOG.info(
                    "Tasmota {} has topics of its own: set its FullTopic to %prefix%/%topic%/ to"
                            + " use it",
                    name);
            return;
        }
        Ability ability =
                !light
                        ? Ability.SWITCH
                        : json.path("lt_st").asInt() >= 3 ? Ability.COLOUR : Ability.LIGHT;
        String title = json.path("dn").asText(name);
        keep(topic, List.of(new FoundLamp(Lamp.Kind.TASMOTA, name, title, ability, false)));
    }

    private static boolean contains(JsonNode list, int member) {
        for (JsonNode value : list) {
            if (value.asInt() == member) {
                return true;
            }
        }
        return false;
    }

    private void wled(String topic, byte[] payload) throws IOException {
        String name = topic.substring(0, topic.lastIndexOf('/'));
        keep(
                topic,
                payload.length == 0
                        ? List.of()
                        : List.of(
                                new FoundLamp(Lamp.Kind.WLED, name, name, Ability.COLOUR, false)));
        note(Lamp.Kind.WLED, name, payload);
    }

    private void homeAssistant(String topic, byte[] payload) throws IOException {
        JsonNode json = payload.length == 0 ? LampJson.object() : LampJson.read(payload);
        String name = entity(topic);
        keep(
                topic,
                Ability.of(json.path("ability").asText())
                        .map(
                                ability ->
                                        new FoundLamp(
                                                Lamp.Kind.HOME_ASSISTANT,
                                                name,
                                                json.path("name").asText(name),
                                                ability,
                                                false))
                        .stream()
                        .toList());
    }

    private static String entity(String topic) {
        String[] levels = topic.split("/", -1);
        return levels[levels.length - 2];
    }

    /** Asks a Shelly which parts it has. */
    private void shelly(String topic, byte[] payload) throws IOException {
        String prefix = topic.substring(0, topic.lastIndexOf('/'));
        String online = new String(payload, UTF_8);
        if (!online.equals("true") && !online.equals("false")) {
            return;
        }
        note(Lamp.Kind.SHELLY, prefix, payload);
        if (online.equals("true") && byTopic.size() < MOST) {
            String call =
                    LampJson.object()
                            .put("id", 1)
                            .put("src", bus.root() + "/shelly/" + prefix)
                            .put("method", "Shelly.GetStatus")
                            .toString();
            bus.publish(prefix + "/rpc", call, 1, false);
        }
    }

    private void shellyParts(String topic, byte[] payload) throws IOException {
        String start = bus.root() + "/shelly/";
        String prefix = topic.substring(start.length(), topic.lastIndexOf('/'));
        List<FoundLamp> parts = new ArrayList<>();
        LampJson.read(payload)
                .path("result")
                .fieldNames()
                .forEachRemaining(
                        part -> {
                            String name = prefix + "/" + part;
                            if (ShellyLamp.isName(name)) {
                                Ability ability = new ShellyLamp(name, "").ability();
                                parts.add(
                                        new FoundLamp(
                                                Lamp.Kind.SHELLY, name, name, ability, false));
                            }
                        });
        keep(topic, parts);
    }

    private void note(Lamp.Kind kind, String name, byte[] payload) throws IOException {
        String state = new String(payload, 0, Math.min(16, payload.length), UTF_8);
        switch (state.toLowerCase(java.util.Locale.ROOT)) {
            case "online", "true" -> {
                noteReachable(kind.id(name), true);
                online.accept(kind.id(name));
            }
            case "offline", "false" -> noteReachable(kind.id(name), false);
            default -> {
                reachable.remove(kind.id(name));
                if (!state.isEmpty()) {
                    throw new IOException(
                            LampJson.shown(LampJson.object().textNode(state))
                                    + " is neither online nor offline");
                }
            }
        }
    }

    private void noteReachable(String id, boolean yes) {
        if (reachable.size() < MOST || reachable.containsKey(id) || used.contains(id)) {
            reachable.put(id, yes);
        }
    }

    /** A Shelly can be reached as a whole. */
    private static String key(Lamp.Kind kind, String name) {
        return kind.id(kind == Lamp.Kind.SHELLY ? name.substring(0, name.lastIndexOf('/')) : name);
    }

    private void keep(String topic, List<FoundLamp> some) {
        List<FoundLamp> usable =
                some.stream()
                        .filter(one -> one.name().length() <= LONGEST_NAME)
                        .filter(LampFinder::canBeConfigured)
                        .limit(MOST)
                        .toList();
        if (usable.isEmpty()) {
            byTopic.remove(topic);
        } else if (byTopic.size() < MOST || byTopic.containsKey(topic)) {
            byTopic.put(topic, usable);
            usable.forEach(listener);
        }
    }

    /** Whether the configuration can name it: no comma, no other kind's prefix. */
    private static boolean canBeConfigured(FoundLamp one) {
        try {
            List<String> entries = Lamp.entries(new String[] {one.id()});
            return entries.equals(List.of(one.id()))
                    && Lamp.parse(one.id())
                            .equals(new Lamp(one.kind(), one.name(), Set.of(), false, false));
        } catch (IllegalArgumentException e) {
            LOG.debug("{} is no name for a lamp", one.id(), e);
            return false;
        }
    }

    private static String level(String topic, int index) {
        return topic.split("/", -1)[index];
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
