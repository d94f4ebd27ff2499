// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.common.json.SourceJson;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An announcement as JSON. */
public final class AnnouncementJson {
    private AnnouncementJson() {}

    /**
     * Writes one.
     *
     * @param now by the clock of this hub
     */
    public static ObjectNode write(Announcement announcement, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("now", now.toString());
        json.put("alerts", announcement.alerts());
        announcement.reach().forEach(json.putArray("reach")::add);
        json.put("name", announcement.name());
        json.put("view", announcement.view());
        ArrayNode all = json.putArray("sources");
        announcement.claims().forEach((id, claim) -> write(all.addObject(), id, claim));
        return json;
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
     * @throws IllegalArgumentException if it is malformed
     */
    public static Announcement read(JsonNode json, @Nullable Announcement before, Instant now) {
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
        Set<String> reach = new HashSet<>();
        json.path("reach").forEach(name -> reach.add(name.asText()));
        return new Announcement(
                json.path("name").asText(),
                json.path("view").asText(),
                claims,
                reach,
                json.path("alerts").asText(),
                ahead(json.path("now").asText(), now));
    }

    private static Duration ahead(String there, Instant now) {
        try {
            return Duration.between(now, Instant.parse(there));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("its time is malformed", e);
        }
    }
}
