// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.HomeMode;
import io.soribit.common.text.Text;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The entities of the hub by which people control it: model, mode, alerts. */
final class HubControls {
    private final MessageBus bus;
    private final String language;

    HubControls(MessageBus bus, String language) {
        this.bus = bus;
        this.language = language;
    }

    /** The choice of a model. */
    void models(Parts parts, Collection<String> models) {
        select(parts, "model", Labels.MODEL, models).put("entity_category", "config");
    }

    /** The offer of a model that is better than the active one. */
    void update(Parts parts, String best) {
        parts.add("update", "model_update", Labels.BETTER_MODEL.in(language))
                .put("entity_category", "config")
                .put("title", Labels.MODEL.in(language))
                .put("state_topic", BetterModel.topic(bus))
                .put("command_topic", bus.root() + "/model/set")
                .put("payload_install", best);
    }

    /** Active alerts, and what people do about them. */
    void alerts(Parts parts) {
        String state = bus.root() + "/alert/state";
        parts.add("binary_sensor", "alert", Labels.ALERT.in(language))
                .put("icon", "mdi:bell-alert")
                .put("state_topic", state)
                .put("value_template", "{{ 'ON' if value_json.unseen > 0 else 'OFF' }}");
        parts.add("sensor", "alert_text", Labels.ALERT_TEXT.in(language))
                .put("icon", "mdi:message-alert")
                .put("state_topic", state)
                .put(
                        "value_template",
                        ("{{ (value_json.names.get('%s', value_json.names.en) ~ ': '"
                                        + " ~ value_json.rooms | join(', '))[:255]"
                                        + " if value_json.count > 0 else '%s' }}")
                                .formatted(language, Labels.NO_ALERT.in(language)))
                .put("json_attributes_topic", state);
        parts.add("button", "seen", Labels.SEEN.in(language))
                .put("icon", "mdi:check")
                .put("command_topic", bus.root() + "/alert/ack")
                .put("payload_press", "Home Assistant");
        parts.add("button", "test", Labels.TEST.in(language))
                .put("icon", "mdi:bell-ring")
                .put("entity_category", "config")
                .put("command_topic", bus.root() + "/test")
                .put("payload_press", "");
        List<String> modes = Arrays.stream(HomeMode.values()).map(HomeMode::text).toList();
        select(parts, "mode", Labels.MODE, modes).put("icon", "mdi:home-clock");
    }

    /** A state that is not an option would be an error in Home Assistant's log: it is ignored. */
    private ObjectNode select(Parts parts, String what, Text name, Collection<String> all) {
        String known = all.stream().map(m -> "'" + m + "'").collect(Collectors.joining(", "));
        ObjectNode select =
                parts.add("select", what, name.in(language))
                        .put("state_topic", bus.root() + "/" + what + "/state")
                        .put("command_topic", bus.root() + "/" + what + "/set")
                        .put("value_template", "{{ value if value in [" + known + "] else none }}");
        all.forEach(select.putArray("options")::add);
        return select;
    }
}
