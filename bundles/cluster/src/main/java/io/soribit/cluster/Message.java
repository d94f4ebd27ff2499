// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.source.SourceSharing.Problem;
import java.io.IOException;

/**
 * What hubs say to each other, as JSON.
 *
 * @param kind what it is about
 */
record Message(String kind, JsonNode json) {
    /** Of this form; a hub with another one does not share with this one. */
    private static final int FORM = 2;

    /** The kind of announcements. */
    static final String ANNOUNCEMENT = "announcement";

    private static final ObjectMapper JSON = new ObjectMapper();

    static byte[] write(String kind, ObjectNode json) throws IOException {
        return JSON.writeValueAsBytes(json.put("form", FORM).put("kind", kind));
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is malformed
     * @throws LeftOutException if it is of another form
     */
    static Message read(byte[] payload) throws LeftOutException {
        JsonNode json = tree(payload);
        if (json.path("form").asInt() != FORM) {
            throw new LeftOutException(
                    Problem.OTHER_VERSION,
                    "",
                    "its version is another one: install the same version on all hubs");
        }
        return new Message(json.path("kind").asText(), json);
    }

    private static JsonNode tree(byte[] payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("its message is not JSON", e);
        }
        throw new IllegalArgumentException("its message is not a JSON object");
    }
}
