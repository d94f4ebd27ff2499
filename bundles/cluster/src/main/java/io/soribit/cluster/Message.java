// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.source.SourceSharing.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What hubs say to each other, as JSON; compressed (gzip) if it is long.
 *
 * @param kind what it is about
 */
record Message(String kind, JsonNode json) {
    /** Of this form; a hub with another one does not share with this one. */
    private static final int FORM = 2;

    /** The kind of announcements. */
    static final String ANNOUNCEMENT = "announcement";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONG = 8_192;
    private static final int LONGEST = 16 << 20;
    private static final int GZIP = 0x1f; // the first byte; that of JSON is a brace

    static byte[] write(String kind, ObjectNode json) throws IOException {
        byte[] text = JSON.writeValueAsBytes(json.put("form", FORM).put("kind", kind));
        return text.length < LONG ? text : compressed(text);
    }

    private static byte[] compressed(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 8);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    private static byte[] text(byte[] payload) throws IOException {
        if (payload.length == 0 || payload[0] != GZIP) {
            return payload;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(payload))) {
            byte[] text = gzip.readNBytes(LONGEST + 1);
            if (text.length > LONGEST) {
                throw new IOException("it is longer than " + LONGEST + " bytes");
            }
            return text;
        }
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
            JsonNode json = JSON.readTree(text(payload));
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("its message is not JSON", e);
        }
        throw new IllegalArgumentException("its message is not a JSON object");
    }
}
