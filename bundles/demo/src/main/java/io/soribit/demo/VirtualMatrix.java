// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A matrix display that is not there, speaking as AWTRIX 3 does: shows notifications, which may be
 * held, stacked and dismissed, and apps, which may get a red frame when nobody renews them; says
 * how it is, and when its middle button is pressed. Thread-safe.
 */
public final class VirtualMatrix implements VirtualDisplay {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL_SECONDS = 5;
    private static final int STATS_SECONDS = 10;

    private record Shown(JsonNode message, Instant since) {}

    private final MessageBus bus;
    private final String prefix;
    private final Clock clock;
    private final Instant started;
    private final List<Shown> notifications = new ArrayList<>();
    private final Map<String, Shown> apps = new LinkedHashMap<>();
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();
    private Instant nextStats;

    /** Plugs it in. */
    public VirtualMatrix(MessageBus bus, String prefix, Clock clock) {
        this.bus = bus;
        this.prefix = prefix;
        this.clock = clock;
        started = clock.instant();
        nextStats = started;
        subscriptions.add(bus.subscribe(prefix + "/notify", (t, payload, r) -> notify(payload)));
        subscriptions.add(bus.subscribe(prefix + "/notify/dismiss", (t, p, r) -> dismiss()));
        subscriptions.add(bus.subscribe(prefix + "/custom/+", (t, p, r) -> app(t, p)));
    }

    @Override
    public String name() {
        return prefix;
    }

    private synchronized void notify(byte[] payload) {
        JsonNode message = parse(payload);
        if (message.isObject()) {
            if (!message.path("stack").asBoolean(true) && !notifications.isEmpty()) {
                notifications.remove(0);
            }
            notifications.add(0, new Shown(message, clock.instant()));
        }
    }

    private synchronized void dismiss() {
        if (!notifications.isEmpty()) {
            notifications.remove(0);
        }
    }

    private synchronized void app(String topic, byte[] payload) {
        String name = topic.substring(prefix.length() + "/custom/".length());
        if (payload.length == 0) {
            apps.remove(name);
            return;
        }
        JsonNode message = parse(payload);
        if (message.isObject()) {
            apps.put(name, new Shown(message, clock.instant()));
        }
    }

    private static JsonNode parse(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    /** Somebody presses the middle button: it says so, and dismisses what it shows. */
    @Override
    public void press() {
        dismiss();
        bus.publish(prefix + "/stats/buttonSelect", "1", 0, false);
        bus.publish(prefix + "/stats/buttonSelect", "0", 0, false);
    }

    @Override
    public synchronized void tick() {
        Instant now = clock.instant();
        notifications.removeIf(
                shown ->
                        !shown.message.path("hold").asBoolean()
                                && over(shown, "duration", USUAL_SECONDS, now));
        apps.values()
                .removeIf(
                        shown ->
                                shown.message.path("lifetimeMode").asInt() == 0
                                        && over(shown, "lifetime", 0, now));
        if (!now.isBefore(nextStats)) {
            nextStats = now.plusSeconds(STATS_SECONDS);
            bus.publish(prefix + "/stats", stats(now), 0, false);
        }
    }

    private static boolean over(Shown shown, String key, int usual, Instant now) {
        int seconds = shown.message.path(key).asInt(usual);
        return seconds > 0 && !now.isBefore(shown.since.plusSeconds(seconds));
    }

    private String stats(Instant now) {
        return JSON.createObjectNode()
                .put("bat", 100)
                .put("lux", 120)
                .put("ldr_raw", 800)
                .put("ram", 160_000)
                .put("bri", 80)
                .put("uptime", now.getEpochSecond() - started.getEpochSecond())
                .put("wifi_signal", -50)
                .put("version", "0.96")
                .put("app", "Time")
                .put("uid", prefix)
                .put("matrix", true)
                .toString();
    }

    @Override
    public synchronized ObjectNode state() {
        Instant now = clock.instant();
        ObjectNode state = JSON.createObjectNode();
        state.put("name", prefix).put("kind", "AWTRIX 3");
        Shown first =
                notifications.isEmpty()
                        ? apps.values().stream().findFirst().orElse(null)
                        : notifications.get(0);
        JsonNode message = first == null ? JSON.createObjectNode() : first.message;
        state.put("text", message.path("text").asText());
        state.put("colour", message.path("color").asText("#FFFFFF"));
        state.put("hold", message.path("hold").asBoolean());
        state.put("blink_ms", message.path("blinkText").asInt());
        state.put("stale", notifications.isEmpty() && first != null && isStale(first, now));
        for (Map.Entry<String, Shown> app : apps.entrySet()) {
            state.withArray("apps")
                    .addObject()
                    .put("name", app.getKey())
                    .put("text", app.getValue().message.path("text").asText())
                    .put("stale", isStale(app.getValue(), now));
        }
        return state;
    }

    private static boolean isStale(Shown app, Instant now) {
        return app.message.path("lifetimeMode").asInt() == 1 && over(app, "lifetime", 0, now);
    }

    @Override
    public void unplug() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
