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
 * What a lamp is owed by the hub.
 *
 * @param state to be given back; null if the lamp never told it
 * @param colours that the hub has shown meanwhile, as in {@link Frame}
 * @param sent whether the state was sent on its way back, but the lamp has not confirmed it
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
            throw new IllegalArgumentException("a lamp is owed something unknown: " + json);
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

    /** Whether a lamp tells something that the hub has shown. */
    boolean shows(JsonNode message) {
        return colours.stream().anyMatch(colour -> EchoMatcher.of(colour, message));
    }

    /** Whether a lamp, on or off, still has the light of an alert. */
    boolean isLeftIn(JsonNode message) {
        boolean tells = message.path("color").isObject() || message.has("brightness");
        return tells
                && !hasOwnLight(message)
                && colours.stream().anyMatch(c -> !c.isEmpty() && EchoMatcher.ofLight(c, message));
    }

    /** As {@link #shows}; but a dark lamp that tells another light was not left by the hub. */
    boolean mayShow(JsonNode message) {
        boolean tells = message.path("color").isObject() || !EchoMatcher.isFull(message);
        boolean dark = !message.path("state").asText().equalsIgnoreCase("ON");
        return shows(message) && !(dark && tells && !hasOwnLight(message));
    }

    private boolean hasOwnLight(JsonNode message) {
        return state != null && state.hasLightOf(new LampState(message));
    }
}
