// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.common.json.AlertJson;
import io.soribit.common.json.SoundJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Documents as JSON: records with snake-case keys, and the forms that all interfaces share. */
public final class Json {
    private static final int FEW_TYPES = 16;
    private static final int MANY_TYPES = 200;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    // Jackson's shared cache of types would keep this bundle's classes for good.
                    .typeFactory(
                            TypeFactory.defaultInstance()
                                    .withCache(new LRUMap<>(FEW_TYPES, MANY_TYPES)))
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private Json() {}

    /** An alert, as on MQTT; {@code time} repeats {@code since} for clients of version 0.1. */
    public static ObjectNode alert(AlertChange change) {
        return AlertJson.of(change).put("time", change.time().toString());
    }

    /** A sound, as on MQTT, and the alert that it raised or joined; null if it is only shown. */
    static ObjectNode sound(SoundEvent event, @Nullable SoundAlert alert) {
        ObjectNode json = SoundJson.of(event);
        if (alert == null) {
            json.putNull("told");
        } else {
            json.putObject("told").put("alert", alert.alert()).put("urgency", alert.urgency());
        }
        return json;
    }

    /** Writes a record or a JSON node, without line breaks. */
    public static byte[] bytes(Object document) {
        return text(document).getBytes(StandardCharsets.UTF_8);
    }

    static String text(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + document + " as JSON", e);
        }
    }
}
