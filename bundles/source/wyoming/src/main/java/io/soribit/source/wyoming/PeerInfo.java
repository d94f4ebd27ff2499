// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a peer says it is.
 *
 * @param satellite whether it sends audio only on request
 * @param microphone whether it sends audio by itself
 * @param services all that it offers, such as {@code asr}
 */
record PeerInfo(String name, boolean satellite, boolean microphone, List<String> services) {
    private static final int LONGEST_NAME = 60;

    static PeerInfo of(ObjectNode info) {
        List<String> services = new ArrayList<>();
        for (Map.Entry<String, JsonNode> service : info.properties()) {
            if (!service.getValue().isEmpty() && services.size() < LONGEST_NAME) {
                services.add(shown(service.getKey()));
            }
        }
        JsonNode satellite = first(info.path("satellite"));
        JsonNode microphone = first(info.path("mic"));
        String name = satellite.path("name").asText(microphone.path("name").asText());
        return new PeerInfo(
                shown(name), satellite.isObject(), microphone.isObject(), List.copyOf(services));
    }

    /** A service is one object or a list of them, which differs between versions. */
    private static JsonNode first(JsonNode services) {
        return services.isArray() ? services.path(0) : services;
    }

    /** A text of a peer that cannot change a line of the log. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_NAME)
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                        ? ' '
                                        : c)
                .forEach(shown::appendCodePoint);
        return shown.toString().strip();
    }

    boolean hasAudio() {
        return satellite || microphone;
    }

    @Override
    public String toString() {
        return (satellite ? "satellite" : "microphone") + (name.isEmpty() ? "" : " '" + name + "'");
    }
}
