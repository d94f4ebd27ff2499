// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import java.nio.charset.StandardCharsets;

/** Records as JSON, and JSON as server-sent events. */
final class Messages {
    private static final int FEW_TYPES = 16;
    private static final int MANY_TYPES = 200;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    // Jackson's shared cache of types would keep this bundle's classes for good.
                    .typeFactory(
                            TypeFactory.defaultInstance()
                                    .withCache(new LRUMap<>(FEW_TYPES, MANY_TYPES)))
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private Messages() {}

    static byte[] json(Record document) {
        return text(document).getBytes(StandardCharsets.UTF_8);
    }

    /** One event; Jackson writes no line breaks, so one data line holds the document. */
    static byte[] event(String name, Record document) {
        return ("event: " + name + "\ndata: " + text(document) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Record document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + document + " as JSON", e);
        }
    }
}
