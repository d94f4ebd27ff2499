// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.setting.Teaching.PastEvent;
import io.soribit.api.setting.Teaching.Price;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A price as the running hub answers it. */
final class RemotePrice {
    private RemotePrice() {}

    static Price of(JsonNode json) throws IOException {
        try {
            List<PastEvent> events = new ArrayList<>();
            for (JsonNode event : json.path("events")) {
                JsonNode confirmed = event.path("confirmed");
                events.add(
                        new PastEvent(
                                event.path("room").asText(),
                                Instant.parse(event.path("start").asText()),
                                Instant.parse(event.path("end").asText()),
                                (float) event.path("score").asDouble(),
                                confirmed.isBoolean() ? confirmed.asBoolean() : null));
            }
            JsonNode since = json.path("since");
            return new Price(
                    json.path("kept").asBoolean(),
                    json.path("days").asInt(),
                    since.isTextual() ? Instant.parse(since.asText()) : null,
                    json.path("count").asInt(),
                    events,
                    (float) json.path("missed").asDouble());
        } catch (DateTimeException e) {
            throw new IOException("the hub answers with a time that is none: " + e.getMessage(), e);
        }
    }
}
