// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * A lamp that speaks as Zigbee2MQTT does: takes {@code /set} and {@code /get}, publishes its state.
 */
public final class Zigbee2MqttLamp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final String topic;
    private final ObjectNode state;
    private final List<JsonNode> commands = new CopyOnWriteArrayList<>();
    private final Inbox inbox;

    /**
     * @param state as it shines now, for example {@code {"state":"ON","brightness":80}}
     */
    Zigbee2MqttLamp(URI broker, String name, String state)
            throws MqttException, JsonProcessingException {
        topic = "zigbee2mqtt/" + name;
        this.state = (ObjectNode) JSON.readTree(state);
        inbox = new Inbox(broker, this::received, topic + "/set", topic + "/get");
        publishState();
    }

    /** All that it was sent, in order. */
    List<JsonNode> commands() {
        return List.copyOf(commands);
    }

    synchronized JsonNode state() {
        return state.deepCopy();
    }

    private synchronized void received(String to, String text) {
        if (to.endsWith("/set")) {
            try {
                ObjectNode request = (ObjectNode) JSON.readTree(text);
                commands.add(request.deepCopy());
                request.remove("transition");
                if (request.has("color")) {
                    state.put("color_mode", "xy");
                } else if (request.has("color_temp")) {
                    state.put("color_mode", "color_temp");
                    state.remove("color");
                }
                state.setAll(request);
            } catch (JsonProcessingException e) {
                throw new AssertionError("the lamp received something that is no JSON: " + text, e);
            }
        }
        publishState();
    }

    private synchronized void publishState() {
        if (inbox != null) {
            inbox.publish(topic, state.toString(), true);
        }
    }

    @Override
    public void close() throws MqttException {
        inbox.publish(topic, "", true);
        inbox.close();
    }
}
