// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A touch display that is not there, speaking as openHASP does: pops up message boxes, which go
 * when their button is touched or after a time, keeps the texts of its objects, and says that it is
 * online. Thread-safe.
 */
public final class VirtualPlate implements VirtualDisplay {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 2_048;

    private final MessageBus bus;
    private final String name;
    private final String topic;
    private final Clock clock;
    private final MessageBus.Subscription commands;
    private final Map<String, String> texts = new TreeMap<>();
    private @Nullable JsonNode box;
    private Instant closes = Instant.MAX;
    private boolean lit;

    /** Plugs it in, dark. */
    public VirtualPlate(MessageBus bus, String name, Clock clock) {
        this.bus = bus;
        this.name = name;
        this.clock = clock;
        topic = "hasp/" + name;
        commands = bus.subscribe(topic + "/command/#", (t, payload, r) -> command(t, payload));
        bus.publish(topic + "/LWT", "online", 1, true);
    }

    @Override
    public String name() {
        return name;
    }

    private synchronized void command(String received, byte[] payload) {
        String keyword = received.substring((topic + "/command/").length());
        String text = new String(payload, UTF_8);
        if (payload.length > LONGEST) {
            return;
        }
        if (keyword.equals("jsonl")) {
            text.lines().forEach(this::object);
        } else if (keyword.equals("backlight")) {
            lit = text.contains("on");
        } else if (keyword.endsWith(".delete")) {
            if (isBox(keyword.substring(0, keyword.length() - ".delete".length()))) {
                close();
            }
        } else if (keyword.matches("p[0-9]+b[0-9]+[.]text")) {
            texts.put(keyword.substring(0, keyword.indexOf('.')), text);
        }
    }

    private void object(String line) {
        try {
            JsonNode object = JSON.readTree(line);
            if (object.path("obj").asText().equals("msgbox") && object.path("id").asInt() < 255) {
                box = object;
                int millis = object.path("auto_close").asInt();
                closes = millis > 0 ? clock.instant().plusMillis(millis) : Instant.MAX;
            }
        } catch (IOException e) {
            return;
        }
    }

    private static String idOf(JsonNode object) {
        return "p" + object.path("page").asInt() + "b" + object.path("id").asInt();
    }

    private boolean isBox(String id) {
        return box != null && idOf(box).equals(id);
    }

    private void close() {
        box = null;
        closes = Instant.MAX;
    }

    /** Somebody touches the first button of the message box, which goes. */
    @Override
    public synchronized void press() {
        @Nullable JsonNode touched = box;
        if (touched != null) {
            String label = touched.path("options").path(0).asText("OK");
            close();
            bus.publish(
                    topic + "/state/" + idOf(touched),
                    JSON.createObjectNode()
                            .put("event", "changed")
                            .put("val", 0)
                            .put("text", label)
                            .toString(),
                    0,
                    false);
        }
    }

    @Override
    public synchronized void tick() {
        if (!clock.instant().isBefore(closes)) {
            close();
        }
    }

    @Override
    public synchronized ObjectNode state() {
        ObjectNode state = JSON.createObjectNode();
        state.put("name", name).put("kind", "openHASP");
        @Nullable JsonNode shown = box;
        state.put("text", shown == null ? "" : shown.path("text").asText());
        state.put("colour", "#FFFFFF");
        state.put("hold", shown != null && closes.equals(Instant.MAX));
        state.put("stale", false).put("lit", lit);
        ObjectNode objects = state.putObject("objects");
        texts.forEach(objects::put);
        return state;
    }

    @Override
    public void unplug() {
        commands.close();
        bus.publish(topic + "/LWT", "offline", 1, true);
    }
}
