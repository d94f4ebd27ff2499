// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.openhasp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.panel.PanelDesk;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** Listens to openHASP displays: finds them by their last will, and hears the button of the box. */
final class PlatePart implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> TOUCHED = Set.of("changed", "up", "released");
    private static final int LONGEST = 2_048;

    private final PanelDesk desk;
    private final Consumer<String> confirmed;
    private final MessageBus.Subscription wills;
    private final MessageBus.Subscription touches;

    /**
     * Begins to listen.
     *
     * @param confirmed called with the name of a display when somebody confirms its message
     */
    PlatePart(MessageBus bus, PanelDesk desk, Consumer<String> confirmed) {
        this.desk = desk;
        this.confirmed = confirmed;
        wills = bus.subscribe("hasp/+/LWT", this::will);
        touches = bus.subscribe("hasp/+/state/" + PlateDriver.BOX, this::touch);
    }

    private void will(String topic, byte[] payload, boolean retained) {
        String name = topic.split("/", -1)[1];
        String state = new String(payload, UTF_8).strip();
        if (state.equals("online")) {
            desk.heard(name, !retained);
        } else if (!state.isEmpty()) {
            desk.gone(name);
            if (!state.equals("offline")) {
                desk.ignored(name, "its LWT is neither online nor offline");
            }
        }
    }

    private void touch(String topic, byte[] payload, boolean retained) {
        if (retained || payload.length == 0) {
            return;
        }
        String name = topic.split("/", -1)[1];
        try {
            JsonNode event = read(payload);
            desk.understood(name);
            if (TOUCHED.contains(event.path("event").asText())
                    && event.path("val").asInt(-1) == 0) {
                confirmed.accept(name);
            }
        } catch (IOException e) {
            desk.ignored(name, "the event of its message box is no JSON object");
        }
    }

    private static JsonNode read(byte[] payload) throws IOException {
        if (payload.length <= LONGEST && JSON.readTree(payload) instanceof ObjectNode event) {
            return event;
        }
        throw new IOException("it is no event of openHASP");
    }

    @Override
    public void close() {
        wills.close();
        touches.close();
    }
}
