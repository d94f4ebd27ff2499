// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An alert as JSON, the same on MQTT, server-sent events and HTTP. */
public final class AlertJson {
    private AlertJson() {}

    /**
     * Describes an alert. {@code since} is the time of its state, {@code sound} the id of the event
     * it is about; {@code end} is absent while the sound goes on, and {@code by} unless somebody
     * has acknowledged it; {@code seen_by} and {@code not_seen_by} are absent where no people are
     * configured.
     */
    public static ObjectNode of(AlertChange change) {
        Alert alert = change.alert();
        SoundEvent event = alert.event();
        Sound sound = event.sound();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", alert.id());
        json.put("label", sound.id());
        new TreeMap<>(sound.names()).forEach(json.putObject("names")::put);
        json.put("icon", sound.icon());
        json.put("colour", sound.colour());
        json.put("urgency", alert.urgency().name().toLowerCase(Locale.ROOT));
        event.rooms().forEach(json.putArray("rooms")::add);
        json.put("onset", event.onset().toString());
        @Nullable Instant end = event.end();
        if (end != null) {
            json.put("end", end.toString());
        }
        json.put("times", alert.times());
        json.put("acknowledgement", alert.delivery().acknowledgement());
        json.put("detector", event.detector());
        json.put("sound", event.id());
        json.put("state", change.state().name().toLowerCase(Locale.ROOT));
        json.put("since", change.time().toString());
        if (change.state() == AlertState.ACKNOWLEDGED) {
            json.put("by", change.who());
        }
        if (!change.seen().isEmpty() || !change.unseen().isEmpty()) {
            change.seen().forEach(json.putArray("seen_by")::add);
            change.unseen().forEach(json.putArray("not_seen_by")::add);
        }
        return json;
    }
}
