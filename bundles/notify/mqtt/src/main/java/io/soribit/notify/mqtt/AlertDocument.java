// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An alert as JSON; {@code end} is there when its sound is over. */
final class AlertDocument {
    private AlertDocument() {}

    static ObjectNode of(AlertChange change) {
        SoundEvent event = change.alert().event();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", change.alert().id());
        json.put("label", event.sound().id());
        new TreeMap<>(event.sound().names()).forEach(json.putObject("names")::put);
        json.put("icon", event.sound().icon());
        json.put("urgency", change.alert().urgency().name().toLowerCase(Locale.ROOT));
        event.rooms().forEach(json.putArray("rooms")::add);
        json.put("onset", event.onset().toString());
        @Nullable Instant end = event.end();
        if (end != null) {
            json.put("end", end.toString());
        }
        json.put("times", change.alert().times());
        json.put("acknowledgement", change.alert().delivery().acknowledgement());
        json.put("state", change.state().name().toLowerCase(Locale.ROOT));
        json.put("since", change.time().toString());
        if (change.state() == AlertState.ACKNOWLEDGED) {
            json.put("by", change.who());
        }
        return json;
    }
}
