// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.common.json.SourceJson;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An announcement as JSON. */
public final class AnnouncementJson {
    /** Of this form; a hub with another one does not share with this one. */
    private static final int FORM = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private AnnouncementJson() {}

    public static byte[] write(Announcement announcement) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("form", FORM);
        json.put("name", announcement.name());
        json.put("view", announcement.view());
        ArrayNode all = json.putArray("sources");
        announcement.claims().forEach((id, claim) -> write(all.addObject(), id, claim));
        return JSON.writeValueAsBytes(json);
    }

    private static void write(ObjectNode json, String id, Claim claim) {
        json.put("source", id);
        json.put("room", claim.status().room());
        json.put("part", claim.part().name().toLowerCase(Locale.ROOT));
        SourceJson.write(
                json,
                claim.status().state(),
                claim.status().message(),
                claim.status().levelDb(),
                claim.status().windows(),
                claim.status().reception());
    }

    /**
     * Reads one.
     *
     * @param before what the same member said last; null if nothing
     * @throws IllegalArgumentException if it is malformed or of another form; says what to do
     */
    public static Announcement read(byte[] payload, @Nullable Announcement before, Instant now) {
        JsonNode json = tree(payload);
        if (json.path("form").asInt() != FORM) {
            throw new IllegalArgumentException(
                    "its version is another one: install the same version on all hubs");
        }
        Map<String, Claim> claims = new HashMap<>();
        for (JsonNode each : json.path("sources")) {
            String id = each.path("source").asText();
            Claim last = before == null ? null : before.claims().get(id);
            claims.put(
                    id,
                    new Claim(
                            Part.valueOf(each.path("part").asText().toUpperCase(Locale.ROOT)),
                            SourceJson.read(
                                    each,
                                    id,
                                    each.path("room").asText(),
                                    last == null ? null : last.status(),
                                    now)));
        }
        return new Announcement(json.path("name").asText(), json.path("view").asText(), claims);
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
