// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.SoundEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event as JSON. */
final class SoundDocument {
    private SoundDocument() {}

    static String of(SoundEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", event.id());
        json.put("label", event.sound().id());
        ObjectNode names = json.putObject("names");
        new TreeMap<>(event.sound().names()).forEach(names::put);
        json.put("icon", event.sound().icon());
        json.put("phase", event.phase().name().toLowerCase(Locale.ROOT));
        json.put("onset", event.onset().toString());
        @Nullable Instant end = event.end();
        json.put("end", end == null ? null : end.toString());
        json.put("score", rounded(event.score(), 1_000));
        ArrayNode alternatives = json.putArray("alternatives");
        event.alternatives()
                .forEach(
                        a ->
                                alternatives
                                        .addObject()
                                        .put("label", a.sound().id())
                                        .put("score", rounded(a.score(), 1_000)));
        json.put("level_db", rounded(event.levelDb(), 10));
        json.put("model", event.model());
        json.put("detector", event.detector());
        json.put("room", event.room());
        ArrayNode rooms = json.putArray("rooms");
        event.rooms().forEach(rooms::add);
        json.put("house", event.house());
        if (!event.evidence().isEmpty()) {
            ObjectNode evidence = json.putObject("evidence");
            new TreeMap<>(event.evidence()).forEach(evidence::put);
        }
        return json.toString();
    }

    private static double rounded(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}
