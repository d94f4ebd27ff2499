// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.notify.light.lamp.Frame;
import io.soribit.notify.light.lamp.LampState;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the hub has to restore on a lamp.
 *
 * @param state to be restored; null if the lamp never reported it
 * @param colours that the hub has shown meanwhile, as in {@link Frame}
 * @param sent whether the restoring messages were sent, but the lamp has not confirmed them
 */
record PendingRestore(@Nullable LampState state, Set<String> colours, boolean sent) {
    PendingRestore {
        colours = Set.copyOf(colours);
    }

    /** Reads what {@link #toJson} made. Throws IllegalArgumentException. */
    static PendingRestore of(JsonNode json) {
        JsonNode state = json.path("state");
        JsonNode colours = json.path("colours");
        if (!colours.isArray() || !(state.isMissingNode() || LampState.isState(state))) {
            throw new IllegalArgumentException("unknown entry in the journal of lamps: " + json);
        }
        Set<String> shown = new LinkedHashSet<>();
        colours.forEach(colour -> shown.add(colour.asText()));
        return new PendingRestore(
                state.isMissingNode() ? null : new LampState(state),
                shown,
                json.path("sent").asBoolean());
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (state != null) {
            json.set("state", state.toJson());
        }
        colours.stream().sorted().forEach(json.putArray("colours")::add);
        return json.put("sent", sent);
    }

    /** Whether a report shows something that the hub has sent. */
    boolean shows(JsonNode message) {
        return colours.stream().anyMatch(colour -> EchoMatcher.of(colour, message));
    }

    /** Whether a lamp, on or off, still has the light of an alert. */
    boolean isLeftIn(JsonNode message) {
        boolean reportTopics = message.path("color").isObject() || message.has("brightness");
        return reportTopics
                && !hasOwnLight(message)
                && colours.stream().anyMatch(c -> !c.isEmpty() && EchoMatcher.ofLight(c, message));
    }

    /** As {@link #shows}; but a dark lamp that reports another light was not left so by the hub. */
    boolean mayShow(JsonNode message) {
        boolean reportTopics = message.path("color").isObject() || !EchoMatcher.isFull(message);
        boolean dark = !message.path("state").asText().equalsIgnoreCase("ON");
        return shows(message) && !(dark && reportTopics && !hasOwnLight(message));
    }

    private boolean hasOwnLight(JsonNode message) {
        return state != null && state.hasLightOf(new LampState(message));
    }
}
