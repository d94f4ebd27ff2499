// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Urgency;

/**
 * What a hub says of a lamp that it uses, or wants to use.
 *
 * @param before the state to restore, and the colours shown meanwhile
 * @param flashing whether it flashes, or is about to; otherwise its state is being restored
 * @param frames how many frames it has shown, of which the marks of the next one follow
 * @param claim which place in the order of claims it holds; a new one goes to the end
 * @param number of this message, so that the hub recognises it when the broker sends it back
 */
record Lease(
        PendingRestore before,
        Urgency urgency,
        boolean flashing,
        int frames,
        String claim,
        long number) {
    private static final String RELEASED = "released";

    ObjectNode toJson() {
        return before.toJson()
                .put("urgency", urgency.name())
                .put("flashing", flashing)
                .put("frames", frames)
                .put("claim", claim)
                .put("number", number);
    }

    /** What is retained instead of it when the hub is done with the lamp. */
    ObjectNode toReleased() {
        return toJson().put(RELEASED, true);
    }

    static boolean isReleased(ObjectNode json) {
        return json.path(RELEASED).asBoolean();
    }

    static Lease of(ObjectNode json) {
        return new Lease(
                PendingRestore.of(json),
                Urgency.valueOf(json.path("urgency").asText()),
                json.path("flashing").asBoolean(),
                Math.max(0, json.path("frames").asInt()),
                json.path("claim").asText(),
                json.path("number").asLong());
    }

    /** The same, as another message. */
    Lease numbered(String place, long next) {
        return new Lease(before, urgency, flashing, frames, place, next);
    }

    /** Whether a lamp is passed on to the hub of this lease; restoring waits for any flashes. */
    boolean outranks(Lease other) {
        return flashing && (!other.flashing || urgency.compareTo(other.urgency) > 0);
    }

    boolean ranksAs(Lease other) {
        return flashing == other.flashing && (!flashing || urgency == other.urgency);
    }
}
