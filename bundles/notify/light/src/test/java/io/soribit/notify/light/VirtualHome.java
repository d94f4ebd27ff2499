// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.show.FlashTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A bus with lamps behind it that behave as Zigbee2MQTT's do. Records the messages to them. */
public final class VirtualHome implements MessageBus {
    /** A message to a lamp. */
    public record Sent(Duration at, String lamp, ObjectNode message) {
        public String colour() {
            return message.path("state").asText().equals("OFF")
                    ? "-"
                    : message.path("color").path("hex").asText("old");
        }
    }

    /** A lamp changed, by the hub or by a person. */
    public record Change(Duration at, String lamp, boolean wasOn, boolean on, boolean byHub) {
        public boolean turnsOn() {
            return byHub && !wasOn && on;
        }
    }

    public final List<Sent> sent = new ArrayList<>();
    public final List<Change> changes = new ArrayList<>();
    private final Map<String, ObjectNode> lamps = new HashMap<>();
    private final Map<String, List<String>> groups = new HashMap<>();
    private final Map<String, Handler> handlers = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, byte[]> retained = new LinkedHashMap<>();

    private static final Pattern ZIGBEE = Pattern.compile("zigbee2mqtt/[^/]+/(set|get)");

    private record Route(String filter, Handler handler) {
        boolean takes(String topic) {
            String[] levels = topic.split("/");
            String[] parts = filter.split("/");
            for (int i = 0; i < parts.length; i++) {
                if (parts[i].equals("#")) {
                    return true;
                }
                if (i >= levels.length || !(parts[i].equals("+") || parts[i].equals(levels[i]))) {
                    return false;
                }
            }
            return parts.length == levels.length;
        }
    }

    /** All that was sent, by the hub and by lamps of other makers: topic, then payload. */
    public final List<String> traffic = new ArrayList<>();

    private final ObjectMapper json = new ObjectMapper();
    private final FlashTimer timer;
    public boolean connected = true;
    public boolean answers = true;

    /** How long lamps take to answer, with the state that they had when they were asked. */
    public int answerMillis;

    /** Whether messages sent without a connection reach the lamps nevertheless, later. */
    public boolean keeps = true;

    /** Runs before a lamp takes a message. */
    public Runnable onSet = () -> {};

    /** Whether lamps receive and report, but stay as they are. */
    public boolean stuck;

    /** Lamps without power: they receive nothing and report nothing. */
    public final Set<String> offline = new HashSet<>();

    public VirtualHome(FlashTimer timer) {
        this.timer = timer;
    }

    public void lamp(String name, String state) {
        try {
            lamps.put(name, (ObjectNode) json.readTree(state));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(state, e);
        }
    }

    public ObjectNode lamp(String name) {
        return lamps.get(name);
    }

    /** A person changes a lamp, by its switch or another app; the lamp reports it. */
    public void person(String name, String change) {
        try {
            change(name, (ObjectNode) json.readTree(change), false);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(change, e);
        }
        report(name, 0);
    }

    private List<String> members(String name) {
        return groups.getOrDefault(name, List.of(name));
    }

    /** A message in the name of a lamp, which does not change. */
    public void say(String lamp, String state) {
        Handler handler = handlers.get("zigbee2mqtt/" + lamp);
        if (handler != null) {
            handler.message("zigbee2mqtt/" + lamp, state.getBytes(UTF_8), false);
        }
    }

    private void change(String name, ObjectNode change, boolean byHub) {
        change.remove("transition");
        ObjectNode lamp = lamps.computeIfAbsent(name, l -> json.createObjectNode());
        if (change.has("color")) {
            lamp.put("color_mode", "xy");
        } else if (change.has("color_temp")) {
            lamp.put("color_mode", "color_temp").remove("color");
        }
        boolean wasOn = isOn(name);
        lamp.setAll(change);
        changes.add(new Change(timer.now(), name, wasOn, isOn(name), byHub));
    }

    public boolean isOn(String name) {
        return lamps.get(name).path("state").asText().equals("ON");
    }

    public List<String> coloursOf(String lamp) {
        return sent.stream().filter(t -> t.lamp.equals(lamp)).map(Sent::colour).toList();
    }

    private void report(String lamp, int afterMillis) {
        String topic = "zigbee2mqtt/" + lamp;
        if (!lamps.containsKey(lamp) || (!connected && !keeps)) {
            return;
        }
        byte[] state = lamps.get(lamp).toString().getBytes(UTF_8);
        List.copyOf(routes).stream()
                .filter(route -> route.takes(topic))
                .forEach(
                        route ->
                                timer.after(
                                        Duration.ofMillis(afterMillis),
                                        () -> {
                                            if (routes.contains(route)) {
                                                route.handler.message(topic, state, false);
                                            }
                                        }));
    }

    /** A group, which takes messages for all of its members and reports nothing itself. */
    public void group(String name, String... members) {
        groups.put(name, List.of(members));
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public String address() {
        return "virtual";
    }

    @Override
    public String root() {
        return "soribit/hub";
    }

    @Override
    public CompletionStage<@Nullable Void> send(String topic, byte[] payload, int qos) {
        publish(topic, payload, qos, false);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void publish(String topic, byte[] payload, int qos, boolean retain) {
        traffic.add(topic + " " + new String(payload, UTF_8));
        if (!ZIGBEE.matcher(topic).matches()) {
            route(topic, payload, retain);
            return;
        }
        String[] levels = topic.split("/");
        if ((!connected && !keeps) || offline.contains(levels[1])) {
            return;
        }
        if (levels[2].equals("get")) {
            if (answers) {
                members(levels[1]).forEach(lamp -> report(lamp, answerMillis));
            }
            return;
        }
        try {
            ObjectNode message = (ObjectNode) json.readTree(payload);
            onSet.run();
            sent.add(new Sent(timer.now(), levels[1], message.deepCopy()));
            for (String lamp : members(levels[1])) {
                if (!stuck) {
                    change(lamp, message.deepCopy(), true);
                }
                report(lamp, 0);
            }
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(new String(payload, UTF_8), e);
        }
    }

    /** What is retained below a topic comes again, as to who subscribes again. */
    void resend(String topic) {
        new LinkedHashMap<>(retained)
                .entrySet().stream()
                        .filter(message -> message.getKey().startsWith(topic + "/"))
                        .filter(message -> message.getValue().length > 0)
                        .forEach(message -> send(message.getKey(), message.getValue(), true));
    }

    /** To all subscribers; lamps without power neither receive nor report. */
    public void route(String topic, byte[] payload, boolean retain) {
        if (retain) {
            retained.put(topic, payload);
        }
        send(topic, payload, false);
    }

    private void send(String topic, byte[] payload, boolean kept) {
        if ((connected || keeps) && offline.stream().noneMatch(topic::contains)) {
            List.copyOf(routes).stream()
                    .filter(route -> route.takes(topic))
                    .forEach(
                            route ->
                                    timer.soon(
                                            () -> {
                                                if (routes.contains(route)) {
                                                    route.handler.message(topic, payload, kept);
                                                }
                                            }));
        }
    }

    @Override
    public Subscription subscribe(String filter, Handler handler) {
        Route route = new Route(filter, handler);
        handlers.put(filter, handler);
        routes.add(route);
        retained.forEach(
                (topic, payload) -> {
                    if (route.takes(topic)) {
                        timer.soon(() -> handler.message(topic, payload, true));
                    }
                });
        return () -> {
            handlers.remove(filter, handler);
            routes.remove(route);
        };
    }
}
