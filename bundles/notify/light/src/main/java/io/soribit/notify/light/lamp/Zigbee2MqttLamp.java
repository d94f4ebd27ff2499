// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lamp, plug or group of Zigbee2MQTT. Its effects ({@code blink} and others) are not used: their
 * rate is the lamp's own and is not known, and two lamps would not be in step.
 */
public final class Zigbee2MqttLamp implements LampProtocol {
    /** In seconds, longer than a siren is ever on. */
    private static final int LONGEST_WARNING = 6;

    private final String topic;
    private final String key;
    private Ability ability = Ability.COLOUR;
    private boolean siren;

    /**
     * @param topic of the lamp, for example {@code zigbee2mqtt/kitchen}
     */
    public Zigbee2MqttLamp(String topic) {
        this(topic, topic);
    }

    /**
     * One that speaks the same in other topics.
     *
     * @param key in the journal
     */
    public Zigbee2MqttLamp(String topic, String key) {
        this.topic = topic;
        this.key = key;
    }

    /** What Zigbee2MQTT says that it can do. */
    public void can(Ability known, boolean warns) {
        ability = known;
        siren = warns;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Ability ability() {
        return ability;
    }

    @Override
    public boolean reports() {
        return !siren;
    }

    @Override
    public boolean reportsBrightness() {
        return ability() != Ability.SWITCH;
    }

    @Override
    public List<String> reportTopics() {
        return List.of(topic);
    }

    @Override
    public @Nullable JsonNode read(String from, byte[] payload) throws IOException {
        JsonNode reported = LampJson.read(payload);
        if (!LampState.isState(reported)) {
            if (reported.hasNonNull("state")) {
                throw new IOException(
                        "its state is "
                                + LampJson.shown(reported.get("state"))
                                + ", neither ON nor OFF");
            }
            return null;
        }
        return switch (ability) {
            case COLOUR -> reported;
            case LIGHT -> LampJson.only(reported, "state", "brightness", "color_temp");
            case SWITCH -> LampJson.only(reported, "state");
        };
    }

    @Override
    public List<Message> question() {
        if (siren) {
            return List.of();
        }
        String keys =
                switch (ability) {
                    case COLOUR -> "{\"state\":\"\",\"brightness\":\"\",\"color\":\"\"}";
                    case LIGHT -> "{\"state\":\"\",\"brightness\":\"\"}";
                    case SWITCH -> "{\"state\":\"\"}";
                };
        return List.of(new Message(topic + "/get", keys));
    }

    @Override
    public List<Message> say(ObjectNode target) {
        if (siren) {
            return List.of(new Message(topic + "/set", warning(target).toString()));
        }
        ObjectNode known =
                switch (ability) {
                    case COLOUR -> target;
                    case LIGHT -> target.deepCopy().without("color");
                    case SWITCH -> LampJson.only(target, "state");
                };
        return List.of(new Message(topic + "/set", known.toString()));
    }

    /** Without its strobe, whose rate is not known; it ends by itself if the hub dies. */
    private static ObjectNode warning(ObjectNode target) {
        boolean on = target.path("state").asText().equals("ON");
        ObjectNode message = LampJson.object();
        message.putObject("warning")
                .put("mode", on ? "emergency" : "stop")
                .put("level", "medium")
                .put("strobe", false)
                .put("duration", LONGEST_WARNING);
        return message;
    }
}
