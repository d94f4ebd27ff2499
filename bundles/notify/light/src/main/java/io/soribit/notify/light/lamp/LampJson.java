// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads what lamps tell. */
public final class LampJson {
    /** No lamp tells more of its state. */
    private static final int LONGEST = 16_384;

    private static final int LONGEST_SHOWN = 40;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LampJson() {}

    /** Reads a JSON object. */
    public static ObjectNode read(byte[] payload) throws IOException {
        if (payload.length > LONGEST) {
            throw new IOException(payload.length + " bytes are no state of a lamp");
        }
        return readLong(payload);
    }

    /** As {@link #read}, however long. */
    static ObjectNode readLong(byte[] payload) throws IOException {
        if (MAPPER.readTree(payload) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("it is no JSON object");
    }

    /** As {@link #readLong}, for a list. */
    static JsonNode readList(byte[] payload) throws IOException {
        JsonNode list = MAPPER.readTree(payload);
        if (!list.isArray()) {
            throw new IOException("it is no JSON array");
        }
        return list;
    }

    /** A value as it is shown to people. */
    static String shown(JsonNode value) {
        String text = value.toString().replaceAll("\\p{Cntrl}+", " ");
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode only(JsonNode from, String... keys) {
        ObjectNode some = object();
        for (String key : keys) {
            if (from.has(key)) {
                some.set(key, from.get(key));
            }
        }
        return some;
    }
}
