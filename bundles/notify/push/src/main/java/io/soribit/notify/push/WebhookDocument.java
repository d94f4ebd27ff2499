// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.Sound;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An alert as a webhook sends it. */
final class WebhookDocument {
    private WebhookDocument() {}

    /**
     * Describes an alert; {@code age_s} says that a start comes so many seconds late.
     *
     * @param what {@code start}, {@code reminder}, {@code acknowledged} or {@code end}
     * @param by who acknowledged it; otherwise empty
     */
    static ObjectNode of(Alert alert, String what, String by, String hub) {
        Sound sound = alert.event().sound();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("id", alert.id()).put("phase", what).put("hub", hub).put("label", sound.id());
        ObjectNode names = document.putObject("names");
        new TreeMap<>(sound.names()).forEach(names::put);
        document.put("icon", sound.icon());
        document.put("urgency", alert.urgency().name().toLowerCase(Locale.ROOT));
        alert.event().rooms().forEach(document.putArray("rooms")::add);
        document.put("times", alert.times());
        if (!alert.age().isZero()) {
            document.put("age_s", alert.age().toSeconds());
        }
        document.put("onset", alert.event().onset().toString());
        @Nullable Instant end = alert.event().end();
        if (end != null) {
            document.put("end", end.toString());
        }
        if (!by.isEmpty()) {
            document.put("by", by);
        }
        return document;
    }
}
